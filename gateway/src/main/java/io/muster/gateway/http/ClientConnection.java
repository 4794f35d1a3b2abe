package io.muster.gateway.http;

import io.muster.core.edge.ClientChain;
import io.muster.gateway.refusal.Refusal;
import io.muster.gateway.socket.Cut;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A client's connection: who is at the other end, and by when it must have done its next step.
 * Belongs to one event loop.
 */
final class ClientConnection {
    private enum Phase {
        WAITING,
        RECEIVING,
        ANSWERING,
        CLOSING
    }

    private final HttpConnection connection;
    private final String address;
    private final Optional<Refusal> chainFault;
    private final ClientChain chain;
    private final Patience patience;
    private Phase phase = Phase.WAITING;
    private boolean mayBeSending;
    private int unanswered;
    private Optional<Runnable> receiving = Optional.empty();
    private long deadline;

    /** How long each phase may take: idle between requests, receiving one, answering one. */
    record Patience(Duration idle, Duration receive, Duration answer) {}

    ClientConnection(HttpConnection connection, String address, List<byte[]> der, Patience patience) {
        this.connection = connection;
        this.address = address;
        this.patience = patience;
        this.chainFault = ClientChain.excess(der).map(Refusal::of);
        this.chain = chainFault.isPresent() ? ClientChain.none() : ClientChain.of(der);
        enter(Phase.WAITING, patience.idle());
    }

    String address() {
        return address;
    }

    ClientChain chain() {
        return chain;
    }

    Optional<Refusal> chainFault() {
        return chainFault;
    }

    void bytesCame() {
        if (phase == Phase.WAITING) {
            enter(Phase.RECEIVING, patience.receive());
        }
    }

    /** Counts a request; how many now wait for their answers, this one included. */
    int requestCame() {
        return ++unanswered;
    }

    /** Has the request whose body comes next be refused by this if its body cannot be decoded. */
    void receiving(Runnable refusal) {
        receiving = Optional.of(refusal);
    }

    /** Refuses the request whose body cannot be decoded; false if that is one whose turn has not come. */
    boolean malformedBody() {
        mayBeSending = true;
        Optional<Runnable> refusal = receiving;
        refusal.ifPresent(Runnable::run);
        return refusal.isPresent();
    }

    void requestComplete() {
        receiving = Optional.empty();
        if (phase != Phase.CLOSING) {
            enter(Phase.ANSWERING, patience.answer());
        }
    }

    void answered() {
        unanswered--;
        if (phase != Phase.CLOSING) {
            enter(Phase.WAITING, patience.idle());
        }
    }

    /** From now on nothing that arrives is a request, whatever it looks like: the last answer is on its way. */
    void lastAnswer() {
        enter(Phase.CLOSING, patience.receive());
    }

    /** The last answer, given before all was read that the client has to say. */
    void lastAnswerInBetween() {
        mayBeSending = true;
        lastAnswer();
    }

    /** Whether the client may not have come to the point where it reads what it is told last. */
    boolean mayBeSending() {
        return mayBeSending;
    }

    boolean isClosing() {
        return phase == Phase.CLOSING;
    }

    boolean isWaiting() {
        return phase == Phase.WAITING;
    }

    boolean isLate(long nanoTime) {
        return nanoTime - deadline > 0;
    }

    void close() {
        connection.close();
    }

    /** Ends a late connection; with an answer still in the way a close in good order would never come to its turn. */
    void closeLate() {
        if (phase == Phase.ANSWERING || phase == Phase.CLOSING) {
            Cut.now(((ConnectionBase) connection).channel());
        } else {
            connection.close();
        }
    }

    private void enter(Phase next, Duration atMost) {
        phase = next;
        deadline = System.nanoTime() + atMost.toNanos();
    }
}
