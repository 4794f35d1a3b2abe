/** Tests of the keyvault adapter. */
@NullMarked
package io.muster.azure.keyvault;

import org.jspecify.annotations.NullMarked;
