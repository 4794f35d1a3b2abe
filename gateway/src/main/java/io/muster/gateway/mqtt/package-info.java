/**
 * MQTT 3.1.1 as devices speak it to a provisioning service: one subscription, two requests. Netty's codec reads and writes
 * single packets; the conversation is ours (clients.md 19-24, behaviour.md 11.1-11.10).
 */
@NullMarked
package io.muster.gateway.mqtt;

import org.jspecify.annotations.NullMarked;
