package io.muster.local.hub;

import io.muster.local.hub.registry.HubError;
import io.muster.local.hub.registry.HubRequest;
import io.muster.local.hub.registry.HubResponse;
import io.muster.local.hub.script.CallLog;
import io.muster.local.hub.script.Fault;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One call of the registry: carried out as it should be or as the script wants it, and entered in the list of calls. */
final class RegistryCall {

    private static final int DROPPED = 0;

    private final HubParts hub;
    private final HubRequest request;
    private final String traceparent;
    private final Supplier<HubResponse> effect;

    RegistryCall(HubParts hub, HubRequest request, String traceparent, Supplier<HubResponse> effect) {
        this.traceparent = traceparent;
        this.hub = hub;
        this.request = request;
        this.effect = effect;
    }

    HubResponse carryOut() {
        return entered(effect.get());
    }

    /** Behaves as the fault says: first the effect or first the delay, then the answer, another answer or none. */
    void follow(Fault fault, Vertx vertx, Consumer<HubResponse> answer, Runnable drop) {
        Supplier<HubResponse> wanted = fault.duplicate() ? this::twice : effect;
        if (fault.afterEffect()) {
            HubResponse ordinary = wanted.get();
            after(fault.delayMillis(), vertx, () -> finish(fault, () -> ordinary, answer, drop));
        } else {
            after(fault.delayMillis(), vertx, () -> finish(fault, wanted, answer, drop));
        }
    }

    private HubResponse twice() {
        HubResponse first = effect.get();
        enter(effect.get().status());
        return first;
    }

    private void finish(Fault fault, Supplier<HubResponse> ordinary, Consumer<HubResponse> answer, Runnable drop) {
        if (fault.dropConnection()) {
            enter(DROPPED);
            drop.run();
            return;
        }
        HubResponse response = fault.status() == 0 ? ordinary.get() : scripted(fault.status());
        HubResponse formed = Garbled.as(fault.form(), response);
        answer.accept(entered(
                fault.retryAfterSeconds() < 0
                        ? formed
                        : RegistryFront.withHeader(
                                formed, "Retry-After", Integer.toString(fault.retryAfterSeconds()))));
    }

    private HubResponse scripted(int status) {
        return hub.errorForm()
                .response(status, HubError.ofStatus(status), "As the script says", trackingId(hub.clock()));
    }

    private static void after(int millis, Vertx vertx, Runnable action) {
        if (millis == 0) {
            action.run();
        } else {
            vertx.setTimer(millis, timer -> action.run());
        }
    }

    private HubResponse entered(HubResponse response) {
        enter(response.status());
        return response;
    }

    private void enter(int status) {
        hub.calls()
                .add(new CallLog.Call(
                        request.operation().wireName(),
                        request.method(),
                        request.path(),
                        status,
                        hub.clock().instant().toString(),
                        traceparent));
    }

    static String trackingId(Clock clock) {
        return UUID.randomUUID().toString().replace("-", "") + "-TimeStamp:" + clock.instant();
    }
}
