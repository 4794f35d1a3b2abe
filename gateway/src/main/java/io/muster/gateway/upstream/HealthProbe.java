package io.muster.gateway.upstream;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the instances that are down for {@code GET /} until one answers below 500, then lets requests reach it again.
 * The question carries no edge header, so the app cannot take it for a client's.
 */
public final class HealthProbe {
    private static final Logger LOG = LoggerFactory.getLogger(HealthProbe.class);
    private static final int FIRST_FAULT_STATUS = 500;
    private static final int ANSWER_MILLIS = 2_000;

    private final Vertx vertx;
    private final HttpClient client;
    private final Instances instances;
    private final Set<Instance> asked = new HashSet<>();
    private volatile boolean stopped;

    public HealthProbe(Vertx vertx, Instances instances, Duration connect) {
        this.vertx = vertx;
        this.instances = instances;
        this.client = vertx.createHttpClient(UpstreamTls.addTo(new HttpClientOptions(), instances.trust())
                .setKeepAlive(false)
                .setIdleTimeout(ANSWER_MILLIS)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setConnectTimeout(Math.toIntExact(connect.toMillis())));
    }

    /**
     * Asks every instance once, so that one that is named wrongly shows before its first request, and from then on every
     * {@code interval} those that are down. Those that are up are left alone: a question would wake what is paid by use.
     */
    public void start(Duration interval) {
        vertx.getOrCreateContext().runOnContext(go -> {
            instances.all().forEach(this::ask);
            vertx.setPeriodic(
                    interval.toMillis(),
                    tick -> instances.all().stream()
                            .filter(instance -> !instance.isUp())
                            .forEach(this::ask));
        });
    }

    /** Asks nothing more. */
    public void stop() {
        stopped = true;
    }

    private void ask(Instance instance) {
        if (stopped || !asked.add(instance)) {
            return;
        }
        client.request(instance.request(HttpMethod.GET, "/"))
                .compose(request -> request.send().map(HttpClientResponse::statusCode))
                .onComplete(answer -> {
                    asked.remove(instance);
                    if (answer.failed() && instance.isUp()) {
                        instance.markDown();
                        LOG.warn("Instance {} is down: {}", instance, UpstreamTls.told(answer.cause()));
                    } else if (answer.succeeded() && answer.result() < FIRST_FAULT_STATUS && !instance.isUp()) {
                        instance.markUp();
                        LOG.info("Instance {} is up again", instance);
                    }
                });
    }
}
