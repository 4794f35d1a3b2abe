/** The stores against a real Azurite. */
@NullMarked
package io.muster.azure.backup;

import org.jspecify.annotations.NullMarked;
