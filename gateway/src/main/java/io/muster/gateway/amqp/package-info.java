/**
 * AMQP 1.0 for devices (behaviour.md 11.20 to 11.27, clients.md 25 to 31): a connection's layers, its links, and the messages
 * on them, translated into calls of the device API. proton-j carries sessions, links and flow; SASL is ours.
 */
@NullMarked
package io.muster.gateway.amqp;

import org.jspecify.annotations.NullMarked;
