package io.muster.local.host.work;

import io.muster.local.host.app.FunctionDefinition;
import io.muster.local.host.invoke.FunctionFailure;
import io.muster.local.host.invoke.InFlight;
import io.muster.local.host.invoke.Invoker;
import io.muster.local.host.invoke.Trace;
import io.muster.local.host.invoke.TriggerEvent;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Gives messages to one function: a return completes the message, an exception abandons it. */
final class MessageDispatch {
    private static final Logger LOG = Logger.getLogger(MessageDispatch.class.getName());

    private final FunctionDefinition function;
    private final Invoker invoker;
    private final InFlight inFlight;
    private final CountDownLatch closed = new CountDownLatch(1);

    MessageDispatch(FunctionDefinition function, Invoker invoker, InFlight inFlight) {
        this.function = function;
        this.invoker = invoker;
        this.inFlight = inFlight;
    }

    void dispatch(Delivery delivery) {
        if (!inFlight.begin()) {
            holdUntilClosed();
            return;
        }
        try {
            invoker.invoke(function, new TriggerEvent(type -> delivery.body(), delivery.metadata(), Trace.NONE));
            delivery.complete();
        } catch (FunctionFailure e) {
            LOG.log(Level.SEVERE, e.getMessage(), e.getCause());
            delivery.abandon();
        } finally {
            inFlight.end();
        }
    }

    /** Lets held deliveries go, unsettled; for when the receiver is closed. */
    void close() {
        closed.countDown();
    }

    /**
     * Keeps a message that came during the stop: abandoned, it would come straight back to this receiver, again and again,
     * until it is dead-lettered; unsettled, its lock runs out and another instance gets it.
     */
    private void holdUntilClosed() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            LOG.log(Level.FINE, "the receiver has closed", e);
        }
    }
}
