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

    public HealthProbe(Vertx vertx, Instances instances, Duration connect) {
        this.vertx = vertx;
        this.instances = instances;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setKeepAlive(false)
                .setIdleTimeout(ANSWER_MILLIS)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setConnectTimeout(Math.toIntExact(connect.toMillis())));
    }

    /** Looks every {@code interval} for instances that are down; call it on an event loop. */
    public void start(Duration interval) {
        vertx.setPeriodic(
                interval.toMillis(),
                tick -> instances.all().stream()
                        .filter(instance -> !instance.isUp())
                        .filter(asked::add)
                        .forEach(this::ask));
    }

    private void ask(Instance instance) {
        client.request(HttpMethod.GET, instance.port(), instance.host(), "/")
                .compose(request -> request.send().map(HttpClientResponse::statusCode))
                .onComplete(answer -> {
                    asked.remove(instance);
                    if (answer.succeeded() && answer.result() < FIRST_FAULT_STATUS) {
                        instance.markUp();
                        LOG.info("Instance {} is up again", instance);
                    }
                });
    }
}
