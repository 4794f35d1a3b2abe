/** AMQP 1.0 at the level of frames: cutting them out of the stream, and a look at their structure before decoding. */
@NullMarked
package io.muster.gateway.amqp.frame;

import org.jspecify.annotations.NullMarked;
