package io.muster.local.servicebus;

import java.util.Optional;
import org.apache.qpid.proton.message.Message;

/** A node that answers each request message with one reply: {@code $cbs} or a queue's {@code $management}. */
@FunctionalInterface
interface RequestNode {
    /** Empty when the client is left without a reply. */
    Optional<Message> answer(Message request);
}
