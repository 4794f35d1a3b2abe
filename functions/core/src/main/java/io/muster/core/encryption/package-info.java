/** Sealing of secrets at rest: the envelope and the port to the wrapping key. */
@NullMarked
package io.muster.core.encryption;

import org.jspecify.annotations.NullMarked;
