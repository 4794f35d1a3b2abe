package io.muster.gateway.amqp;

import io.muster.gateway.amqp.sasl.Login;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Event;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.engine.Session;

/**
 * Opens and closes what the client opens and closes, and hands deliveries to {@link Exchanges}. Nothing is freed before the
 * connection ends: the engine miscounts its references to a link whose session ends first, and there are few.
 */
final class DeviceLinks {
    private final Login login;
    private final AmqpLimits limits;
    private final Exchanges exchanges;
    private final Runnable opened;
    private final Map<Link, Address> links = new HashMap<>();
    private int attempts;
    private int sessions;

    /** @param opened runs when the client has opened the connection */
    DeviceLinks(Login login, AmqpLimits limits, Exchanges exchanges, Runnable opened) {
        this.login = login;
        this.limits = limits;
        this.exchanges = exchanges;
        this.opened = opened;
    }

    void on(Event event, Engine engine) {
        switch (event.getType()) {
            case CONNECTION_REMOTE_OPEN -> {
                event.getConnection().open();
                opened.run();
            }
            case CONNECTION_REMOTE_CLOSE -> event.getConnection().close();
            case SESSION_REMOTE_OPEN -> begun(event.getSession(), engine);
            case SESSION_REMOTE_CLOSE -> ended(event.getSession());
            // The engine has no link for an attach on a handle that is taken.
            case LINK_REMOTE_OPEN ->
                Optional.ofNullable(event.getLink())
                        .ifPresentOrElse(
                                link -> attached(link, engine),
                                () -> engine.close("amqp:session:handle-in-use", "The handle is taken"));
            case LINK_REMOTE_CLOSE, LINK_REMOTE_DETACH -> detached(event);
            case LINK_FLOW -> flowed(event.getLink());
            case DELIVERY -> delivered(event.getDelivery(), event.getLink());
            default -> {
                // our own doings, and states the engine keeps for itself
            }
        }
    }

    private void begun(Session session, Engine engine) {
        if (++sessions > AmqpLimits.SESSIONS || ++attempts > AmqpLimits.ATTEMPTS) {
            engine.close("amqp:resource-limit-exceeded", "There are too many sessions");
            return;
        }
        session.setIncomingCapacity(2 * limits.messageBytes());
        session.open();
    }

    private void ended(Session session) {
        sessions--;
        links.keySet().removeIf(link -> link.getSession() == session);
        exchanges.forget(session);
        session.close();
    }

    private void attached(Link link, Engine engine) {
        if (links.size() >= AmqpLimits.LINKS || ++attempts > AmqpLimits.ATTEMPTS) {
            engine.close("amqp:resource-limit-exceeded", "There are too many links");
            return;
        }
        Optional<Address> address = Address.of(link, login);
        if (address.isEmpty()) {
            refuse(link);
            return;
        }
        links.put(link, address.get());
        link.setSource(link.getRemoteSource());
        link.setTarget(link.getRemoteTarget());
        link.setSenderSettleMode(link.getRemoteSenderSettleMode());
        link.setReceiverSettleMode(link.getRemoteReceiverSettleMode());
        if (link instanceof Receiver receiver) {
            link.setMaxMessageSize(UnsignedLong.valueOf(limits.messageBytes()));
            link.open();
            // At once: Java sends as soon as the other link stands (clients.md 29).
            receiver.flow(AmqpLimits.CREDIT);
        } else {
            link.open();
            exchanges.opened((Sender) link);
        }
    }

    /** Without source and target, which tells the client that a detach follows. */
    private static void refuse(Link link) {
        link.open();
        link.setCondition(new ErrorCondition(
                Symbol.valueOf("amqp:unauthorized-access"),
                "The address is not that of the device that has logged in"));
        link.close();
    }

    private void detached(Event event) {
        Link link = event.getLink();
        links.remove(link);
        exchanges.forget(link);
        if (event.getType() == Event.Type.LINK_REMOTE_DETACH) {
            link.detach();
        } else {
            link.close();
        }
    }

    private void flowed(Link link) {
        if (link instanceof Sender sender && links.containsKey(link)) {
            exchanges.credited(sender);
            if (sender.getDrain()) {
                sender.drained();
            }
        }
    }

    private void delivered(Delivery delivery, Link link) {
        Address address = links.get(link);
        if (address == null || link.getLocalState() != EndpointState.ACTIVE) {
            return; // of a link we have closed: what was on its way meanwhile
        }
        if (link instanceof Receiver receiver) {
            exchanges.arrived(receiver, delivery, address, login);
        } else {
            exchanges.settled(delivery);
        }
    }
}
