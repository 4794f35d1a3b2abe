/**
 * A Service Bus namespace on loopback: an AMQP 1.0 broker in Service Bus's dialect, for the unmodified Java client.
 *
 * <p>Queues with peek-lock, receive-and-delete, scheduling, peek, lock renewal and dead-letter queues. Sessions, topics,
 * deferral and transactions are refused ({@code amqp:not-implemented}, status 501). It was written against what the
 * client does, so it proves our use of the client, not the service.
 *
 * <p>Everything runs on one event loop in turns: a turn handles one piece of input, journals what it changed, and only
 * then lets anything out to a client. So no answer is seen that a kill -9 could take back.
 *
 * <p>Admin verbs ({@code http://127.0.0.1:ADMIN}): {@code GET /queues} depths · {@code GET
 * /operations} sends, cancels, deliveries, settlements and lock renewals since the start · {@code POST /connections/drop} cuts all
 * clients without a close frame · {@code POST /faults/refuse-sends?count=N[&condition=C]} the next N sends are rejected
 * (default {@code com.microsoft:server-busy}) · {@code POST /faults/delay-sends?millis=M} each send is held back ·
 * {@code POST /faults/hold?name=N&call=send|schedule|cancel|settle&when=before|after&text=T} leaves such calls about a message
 * that contains T without an answer, and {@code GET /faults/held} names those it happened to · {@code POST /faults/clear}.
 */
@NullMarked
package io.muster.local.servicebus;

import org.jspecify.annotations.NullMarked;
