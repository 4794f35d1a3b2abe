/** The stores against a real Azurite. */
@NullMarked
package io.muster.azure.tables;

import org.jspecify.annotations.NullMarked;
