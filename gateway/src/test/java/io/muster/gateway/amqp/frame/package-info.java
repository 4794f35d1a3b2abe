/** Tests of AMQP's frames. */
@NullMarked
package io.muster.gateway.amqp.frame;

import org.jspecify.annotations.NullMarked;
