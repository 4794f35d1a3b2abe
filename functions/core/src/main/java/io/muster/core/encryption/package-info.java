/** Sealing of secrets at rest and of continuation tokens: the envelope and the port to the wrapping key. */
@NullMarked
package io.muster.core.encryption;

import org.jspecify.annotations.NullMarked;
