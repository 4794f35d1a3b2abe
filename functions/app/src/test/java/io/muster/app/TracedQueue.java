package io.muster.app;

import io.muster.azure.servicebus.WorkMessage;
import io.muster.core.problem.Problem;
import io.muster.core.registration.PendingWork;
import io.muster.core.telemetry.Traces;
import io.muster.core.testkit.TestData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A queue in memory that holds messages as they go over the wire, in the order they were sent; due at once. */
final class TracedQueue implements PendingWork {
    private final Traces traces;
    private final List<String> messages = new ArrayList<>();
    private boolean refusing;

    TracedQueue(Traces traces) {
        this.traces = traces;
    }

    @Override
    public void send(Item item) {
        if (refusing) {
            throw Problem.unavailable("planted reason", new IllegalStateException("planted cause"));
        }
        messages.add(new WorkMessage(TestData.SCOPE, item, traces.current()).body());
    }

    @Override
    public Ticket schedule(Item item, Instant at) {
        send(item);
        return new Ticket(messages.size());
    }

    @Override
    public void cancel(Ticket ticket) {
        throw new UnsupportedOperationException("no test takes a message back");
    }

    /** From now on nothing can be sent. */
    void refuse() {
        refusing = true;
    }

    String last() {
        return messages.get(messages.size() - 1);
    }
}
