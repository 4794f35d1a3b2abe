package io.muster.local.host.http;

import io.muster.local.host.app.FunctionDefinition;
import io.muster.local.host.invoke.FunctionFailure;
import io.muster.local.host.invoke.InFlight;
import io.muster.local.host.invoke.Invoker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs HTTP functions in parallel on an unbounded pool; without a lock a function, as the worker does. */
public final class HttpInvocations {
    private static final Logger LOG = Logger.getLogger(HttpInvocations.class.getName());

    private final Invoker invoker;
    private final ExecutorService pool;
    private final InFlight inFlight;
    private final Duration timeout;

    public HttpInvocations(Invoker invoker, ExecutorService pool, InFlight inFlight, Duration timeout) {
        this.invoker = invoker;
        this.pool = pool;
        this.inFlight = inFlight;
        this.timeout = timeout;
    }

    InFlight inFlight() {
        return inFlight;
    }

    Duration timeout() {
        return timeout;
    }

    /** Starts the function; its answer comes from a thread of the pool, empty when it failed. Returns how to stop it. */
    Runnable start(FunctionDefinition function, ReceivedRequest request, Consumer<Optional<ResponseMessage>> answer) {
        Future<?> running = pool.submit(() -> answer.accept(run(function, request)));
        return () -> running.cancel(true);
    }

    private Optional<ResponseMessage> run(FunctionDefinition function, ReceivedRequest request) {
        try {
            Optional<Object> returned = invoker.invoke(function, request.event());
            if (returned.isPresent() && returned.get() instanceof ResponseMessage response) {
                return Optional.of(response);
            }
            LOG.severe(() -> "function " + function.name() + " returned no response made by the request's builder");
        } catch (FunctionFailure e) {
            LOG.log(Level.SEVERE, e.getMessage(), e.getCause());
        }
        return Optional.empty();
    }
}
