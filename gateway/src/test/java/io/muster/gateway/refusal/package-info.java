/** Tests of the answers that the gateway gives itself. */
@NullMarked
package io.muster.gateway.refusal;

import org.jspecify.annotations.NullMarked;
