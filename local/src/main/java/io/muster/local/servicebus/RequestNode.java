package io.muster.local.servicebus;

import org.apache.qpid.proton.message.Message;

/** A node that answers each request message with one reply: {@code $cbs} or a queue's {@code $management}. */
@FunctionalInterface
interface RequestNode {
    Message answer(Message request);
}
