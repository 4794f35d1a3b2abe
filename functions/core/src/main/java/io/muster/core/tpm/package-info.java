/** TPM attestation: the device's public keys, the key that only its TPM can open, and the challenge made of it. */
@NullMarked
package io.muster.core.tpm;

import org.jspecify.annotations.NullMarked;
