/** Core's port to the wrapping key, on Azure Key Vault. */
@NullMarked
package io.muster.azure.keyvault;

import org.jspecify.annotations.NullMarked;
