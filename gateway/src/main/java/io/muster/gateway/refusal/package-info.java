/** Every answer that the gateway gives itself, whatever the protocol, and what makes it give one. */
@NullMarked
package io.muster.gateway.refusal;

import org.jspecify.annotations.NullMarked;
