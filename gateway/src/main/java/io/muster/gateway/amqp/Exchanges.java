package io.muster.gateway.amqp;

import io.muster.gateway.amqp.frame.MalformedFrameException;
import io.muster.gateway.amqp.sasl.Login;
import io.muster.gateway.refusal.Refusal;
import io.muster.gateway.registration.RegistrationAnswer;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.apache.qpid.proton.amqp.transport.SenderSettleMode;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.engine.Session;

/**
 * Requests and their answers. A request's transfer is settled when its outcome is known: rejected with the error, or accepted,
 * and then the answer goes out on the link the client receives from. Until that is done its credit is not given again, so
 * what waits here is bounded.
 */
final class Exchanges {
    private final Calls calls;
    private final AmqpLimits limits;
    private final Clock clock;
    private final Activity activity;
    private final List<Sender> senders = new ArrayList<>();
    private final Queue<Answer> waiting = new ArrayDeque<>();
    private final Map<Link, Integer> inFlight = new HashMap<>();
    private int tags;

    /** What the connection wants to know of its requests. */
    interface Activity {
        /** One has come, whole; false if it is one too many, and the connection over. */
        boolean requested();

        /** An outcome is written into the engine, from outside of its events. */
        void answered();
    }

    /** An encoded message on its way to the client, and the link whose credit it gives back. */
    private record Answer(Buffer message, Receiver from) {}

    Exchanges(Calls calls, AmqpLimits limits, Clock clock, Activity activity) {
        this.calls = calls;
        this.limits = limits;
        this.clock = clock;
        this.activity = activity;
    }

    void opened(Sender sender) {
        senders.add(sender);
        send();
    }

    void credited(Sender sender) {
        if (sender.getCredit() > 0) {
            send();
        }
    }

    /** Whether an answer waits for the client to take it. */
    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    void forget(Link link) {
        inFlight.remove(link);
        senders.removeIf(sender -> sender == link);
        waiting.removeIf(answer -> answer.from() == link);
    }

    void forget(Session session) {
        inFlight.keySet().removeIf(link -> link.getSession() == session);
        senders.removeIf(sender -> sender.getSession() == session);
        waiting.removeIf(answer -> answer.from().getSession() == session);
    }

    /** The client has taken an answer, or says what became of it. */
    void settled(Delivery delivery) {
        if (delivery.remotelySettled() || delivery.getRemoteState() != null) {
            delivery.settle();
        }
    }

    /** Looks at what has come of a message; takes it when it is whole. */
    void arrived(Receiver receiver, Delivery delivery, Address address, Login login) {
        if (delivery.isAborted()) {
            boolean unused = receiver.advance();
            delivery.settle();
            receiver.flow(1);
        } else if (delivery.pending() > limits.messageBytes()) {
            refuse(receiver, "amqp:link:message-size-exceeded", "The message is too large");
        } else if (inFlight.getOrDefault(receiver, 0) >= AmqpLimits.CREDIT) {
            refuse(receiver, "amqp:link:transfer-limit-exceeded", "The link has no credit");
        } else if (!delivery.isPartial() && delivery == receiver.current()) {
            byte[] message = new byte[delivery.pending()];
            int unusedLength = receiver.recv(message, 0, message.length);
            boolean unused = receiver.advance();
            inFlight.merge(receiver, 1, Integer::sum);
            if (activity.requested()) {
                perform(receiver, delivery, message, address, login);
            }
        }
    }

    private static void refuse(Link link, String condition, String description) {
        link.setCondition(new ErrorCondition(Symbol.valueOf(condition), description));
        link.close();
    }

    private void perform(Receiver receiver, Delivery delivery, byte[] message, Address address, Login login) {
        Request request;
        try {
            request = Request.read(message);
        } catch (MalformedFrameException e) {
            // The reason stays out: the answer has the same fixed words in every protocol.
            finish(
                    receiver,
                    delivery,
                    RegistrationAnswer.of(Refusal.UNKNOWN_OPERATION, clock.instant()),
                    Optional.empty());
            return;
        }
        calls.make(login, address.device(), address.apiVersion(), request.operation())
                .answer()
                .onSuccess(answer -> {
                    finish(receiver, delivery, answer, request.correlationId());
                    activity.answered();
                });
    }

    private void finish(
            Receiver receiver, Delivery delivery, RegistrationAnswer answer, Optional<Object> correlationId) {
        if (receiver.getLocalState() != EndpointState.ACTIVE || receiver.getRemoteState() != EndpointState.ACTIVE) {
            return; // the client has closed the link, or the connection, and waits for nothing
        }
        delivery.disposition(answer.isError() ? Reply.rejected(answer) : Accepted.getInstance());
        delivery.settle();
        if (answer.isError()) {
            giveCreditBack(receiver);
        } else {
            waiting.add(new Answer(Buffer.buffer(Reply.message(answer, correlationId)), receiver));
            send();
        }
    }

    private void send() {
        for (Iterator<Answer> it = waiting.iterator(); it.hasNext(); ) {
            Answer answer = it.next();
            Optional<Sender> sender = sender(answer.from().getSession());
            if (sender.isEmpty()) {
                return;
            }
            it.remove();
            transfer(sender.get(), answer.message().getBytes());
            giveCreditBack(answer.from());
        }
    }

    private void giveCreditBack(Receiver receiver) {
        inFlight.merge(receiver, -1, Integer::sum);
        receiver.flow(1);
    }

    /** A link with credit, of the session the request came in where that has one. */
    private Optional<Sender> sender(Session session) {
        List<Sender> ready = senders.stream()
                .filter(sender -> sender.getCredit() > 0 && sender.getUnsettled() < AmqpLimits.UNSETTLED)
                .toList();
        return ready.stream()
                .filter(sender -> sender.getSession() == session)
                .findFirst()
                .or(() -> ready.stream().findFirst());
    }

    private void transfer(Sender sender, byte[] message) {
        Delivery delivery = sender.delivery(
                ByteBuffer.allocate(Integer.BYTES).putInt(tags++).array());
        int unused = sender.send(message, 0, message.length);
        boolean advanced = sender.advance();
        if (advanced && sender.getRemoteSenderSettleMode() == SenderSettleMode.SETTLED) {
            delivery.settle();
        }
    }
}
