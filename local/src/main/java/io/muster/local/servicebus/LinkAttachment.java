package io.muster.local.servicebus;

import java.util.Optional;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.amqp.transaction.Coordinator;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;

/** Decides, for one connection, what each new link is for, and refuses those that may not or cannot be. */
final class LinkAttachment {
    private static final Symbol SESSION_FILTER = Symbol.valueOf("com.microsoft:session-filter");

    private final QueueNodes nodes;
    private final Grants grants;
    private final RequestNode cbs;
    private final SendFaults faults;
    private final Turns turns;
    private final ReplyLinks replies = new ReplyLinks();

    LinkAttachment(QueueNodes nodes, Grants grants, RequestNode cbs, SendFaults faults, Turns turns) {
        this.nodes = nodes;
        this.grants = grants;
        this.cbs = cbs;
        this.faults = faults;
        this.turns = turns;
    }

    void attach(Link link) {
        link.setSource(link.getRemoteSource());
        link.setTarget(link.getRemoteTarget());
        link.setSenderSettleMode(link.getRemoteSenderSettleMode());
        link.setReceiverSettleMode(link.getRemoteReceiverSettleMode());
        try {
            EntityPath path = EntityPath.ofUri(address(link));
            if (link instanceof Receiver fromClient) {
                attachIncoming(fromClient, path);
            } else if (link instanceof Sender toClient) {
                attachOutgoing(toClient, path);
            }
        } catch (RefusedException e) {
            refuse(link, e.error());
        }
    }

    private void attachIncoming(Receiver link, EntityPath path) {
        link.setContext(
                isRequestNode(path)
                        ? new RequestLink(link, path, requestNode(path), replies)
                        : new ProducerLink(link, node(path).queue(), faults, turns));
        Transfers.open(link);
    }

    private void attachOutgoing(Sender link, EntityPath path) {
        if (isRequestNode(path)) {
            requestNode(path);
            String replyTo =
                    link.getRemoteTarget() == null ? "" : link.getRemoteTarget().getAddress();
            link.setContext(replies.handler(path, String.valueOf(replyTo)));
            replies.add(path, String.valueOf(replyTo), link);
        } else {
            QueueNode node = node(path);
            ConsumerLink consumer = new ConsumerLink(link, node, faults.holds());
            link.setContext(consumer);
            node.attach(consumer);
        }
        link.open();
    }

    private static boolean isRequestNode(EntityPath path) {
        return path.equals(CbsNode.ADDRESS) || path.isManagement();
    }

    private RequestNode requestNode(EntityPath path) {
        return path.equals(CbsNode.ADDRESS)
                ? cbs
                : new ManagementNode(node(path).queue(), faults);
    }

    // The right comes before the look-up, so that only those with a right learn which entities exist.
    private QueueNode node(EntityPath path) {
        if (!grants.cover(path.managed())) {
            throw new RefusedException(AmqpError.unauthorized(path.value()));
        }
        return nodes.find(path.managed()).orElseThrow(() -> new RefusedException(AmqpError.notFound(path.value())));
    }

    private static String address(Link link) {
        if (link.getRemoteTarget() instanceof Coordinator) {
            throw new RefusedException(AmqpError.notImplemented("transactions"));
        }
        Optional<String> address;
        if (link instanceof Receiver) {
            address = link.getRemoteTarget() instanceof Target target
                    ? Optional.ofNullable(target.getAddress())
                    : Optional.empty();
        } else {
            address = link.getRemoteSource() instanceof Source source
                    ? Optional.ofNullable(withoutSession(source).getAddress())
                    : Optional.empty();
        }
        return address.orElseThrow(() -> new RefusedException(AmqpError.invalid("The link has no address.")));
    }

    private static Source withoutSession(Source source) {
        if (source.getFilter() != null && source.getFilter().containsKey(SESSION_FILTER)) {
            throw new RefusedException(AmqpError.notImplemented("sessions"));
        }
        return source;
    }

    // AMQP refuses a link by attaching it without its terminus and detaching it at once with the error.
    private static void refuse(Link link, AmqpError error) {
        if (link.getLocalState() == EndpointState.UNINITIALIZED) {
            if (link instanceof Receiver) {
                link.setTarget(null);
            } else {
                link.setSource(null);
            }
            link.open();
        }
        link.setCondition(error.toCondition());
        link.close();
    }
}
