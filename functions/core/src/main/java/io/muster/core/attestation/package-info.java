/** Is it really that device: SAS tokens, derived keys and the verdict on them. */
@NullMarked
package io.muster.core.attestation;

import org.jspecify.annotations.NullMarked;
