package io.muster.gateway.upstream;

import io.muster.core.telemetry.TraceParent;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way to an instance. It is offered to another instance only while no connection could be
 * made, or an instance that is stopping turned it away; once it was sent anywhere else, nobody knows whether it was carried
 * out, so it is never sent twice.
 */
public final class UpstreamCall {
    private static final Logger LOG = LoggerFactory.getLogger(UpstreamCall.class);

    private final Vertx vertx;
    private final HttpClient client;
    private final Instances instances;
    private final Duration timeout;
    private final UpstreamRequest request;
    private final TraceParent trace;
    private final Set<Instance> tried = new HashSet<>();
    private final Promise<UpstreamAnswer> outcome = Promise.promise();
    private Runnable blame = () -> {};
    private Runnable abort = () -> {};

    UpstreamCall(
            Vertx vertx,
            HttpClient client,
            Instances instances,
            Duration timeout,
            UpstreamRequest request,
            TraceParent trace) {
        this.vertx = vertx;
        this.client = client;
        this.instances = instances;
        this.timeout = timeout;
        this.request = request;
        this.trace = trace;
    }

    /** Starts the call; it ends with an answer or an {@link UpstreamFailure}. */
    public Future<UpstreamAnswer> start() {
        long timer = vertx.setTimer(timeout.toMillis(), fired -> {
            if (outcome.tryFail(new UpstreamFailure(UpstreamFailure.Kind.TIMED_OUT))) {
                blame.run();
                abort.run();
            }
        });
        long began = System.nanoTime();
        attempt();
        return outcome.future().onComplete(done -> {
            vertx.cancelTimer(timer);
            if (trace.sampled()) {
                traced(done, Duration.ofNanos(System.nanoTime() - began).toMillis());
            }
        });
    }

    /** The gateway's own part of a trace that is recorded: a line of its log, by ids, status and time alone. */
    private void traced(AsyncResult<UpstreamAnswer> done, long millis) {
        Object what = done.succeeded() ? done.result().status() : done.cause().getMessage();
        LOG.info("trace {} span {}: {} in {} ms", trace.traceId(), trace.spanId(), what, millis);
    }

    /** Gives the call up, since nobody waits for its answer any more; that says nothing about the instance. */
    public void cancel() {
        if (outcome.tryFail(new UpstreamFailure(UpstreamFailure.Kind.BROKEN))) {
            abort.run();
        }
    }

    private void attempt() {
        instances
                .choose(tried)
                .ifPresentOrElse(
                        this::connect, () -> outcome.tryFail(new UpstreamFailure(UpstreamFailure.Kind.NO_INSTANCE)));
    }

    private void connect(Instance instance) {
        tried.add(instance);
        instance.begin();
        client.request(instance.request(request.method(), request.rawPathAndQuery()))
                .onComplete(connected -> {
                    if (outcome.future().isComplete()) {
                        instance.end();
                        if (connected.succeeded()) {
                            connected.result().reset();
                        }
                    } else if (connected.failed()) {
                        instance.end();
                        notConnected(instance, connected.cause());
                    } else {
                        send(instance, connected.result());
                    }
                });
    }

    private void notConnected(Instance instance, Throwable cause) {
        // A full pool says that we are busy, not that the instance is dead.
        if (!(cause instanceof ConnectionPoolTooBusyException)) {
            instance.markDown();
            LOG.warn("Instance {} is down: {}", instance, UpstreamTls.told(cause));
        }
        attempt();
    }

    private void turnedAway(Instance instance) {
        if (!outcome.future().isComplete()) {
            instance.markDown();
            LOG.info("Instance {} turns requests away", instance);
            attempt();
        }
    }

    private void send(Instance instance, HttpClientRequest out) {
        blame = instance::broke;
        abort = out::reset;
        out.headers().addAll(request.headers());
        instance.ownHostHeader().ifPresent(host -> out.headers().set(HttpHeaders.HOST, host));
        Future<HttpClientResponse> sent = request.body().length() == 0 ? out.send() : out.send(request.body());
        sent.compose(AnswerCollector::collect).onComplete(done -> {
            instance.end();
            if (done.succeeded() && done.result().turnedAway()) {
                turnedAway(instance);
            } else if (done.succeeded()) {
                instance.answered();
                outcome.tryComplete(done.result());
            } else if (outcome.tryFail(new UpstreamFailure(UpstreamFailure.Kind.BROKEN))) {
                instance.broke();
                out.reset();
                LOG.warn(
                        "Instance {} broke off: {}",
                        instance,
                        done.cause().getClass().getSimpleName());
            }
        });
    }
}
