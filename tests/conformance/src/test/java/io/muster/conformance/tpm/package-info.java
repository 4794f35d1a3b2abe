/** Devices with a TPM: a real one, in software, that activates what the service seals. */
@NullMarked
package io.muster.conformance.tpm;

import org.jspecify.annotations.NullMarked;
