package io.muster.core.deprovision;

import java.time.Instant;

/** Port: the queue that carries orders. Each call returns once its message is durable, or throws a Problem of kind UNAVAILABLE. */
public interface Orders {
    void send(Order order);

    /** To be delivered not before {@code at}. */
    void schedule(Order order, Instant at);
}
