package io.muster.app.gate;

import io.muster.app.http.Endpoint;
import io.muster.app.http.Request;
import io.muster.core.access.IpFilter;
import io.muster.core.decision.Refusal;
import io.muster.core.identity.RegistrationId;
import io.muster.core.limits.OperationCount;
import io.muster.core.limits.Throttle;
import java.util.function.Function;
import java.util.function.Supplier;

/** Filters by address before anything else is looked at; limits and counts once a caller is known to be let in. */
public final class Gate {
    private final Supplier<IpFilter> filter;
    private final Throttle throttle;
    private final OperationCount operations;

    /** @param filter as it is set now; asked with each call */
    public Gate(Supplier<IpFilter> filter, Throttle throttle, OperationCount operations) {
        this.filter = filter;
        this.throttle = throttle;
        this.operations = operations;
    }

    /** The endpoint for callers whose address passes (10.3, 10.4); neither token nor certificate is looked at for others. */
    public Endpoint filtered(CallKind kind, Endpoint endpoint) {
        return request -> {
            kind.target().ifPresent(target -> filter.get().require(target, request.client()));
            return endpoint.answer(request);
        };
    }

    /**
     * A call of the service API or the management plane whose caller has the right to it.
     *
     * @param route method and path template
     */
    public void letIn(CallKind kind, String route) {
        if (kind != CallKind.MANAGEMENT) {
            throttle.serviceCall();
        }
        operations.add(route, kind.billed());
    }

    /**
     * A call of the device API.
     *
     * @param kind register or look-up
     * @param route method and path template
     * @param call what answers; runs what it is given once the device has proven itself
     */
    public <T> T device(CallKind kind, String route, RegistrationId id, Request request, Function<Runnable, T> call) {
        throttle.arriving(id, request.client());
        if (kind == CallKind.REGISTER) {
            throttle.aboutToRegister();
        }
        try {
            return call.apply(() -> proven(kind, route, id, request));
        } catch (Refusal refusal) {
            throttle.failed(id, request.client());
            throw refusal;
        }
    }

    private void proven(CallKind kind, String route, RegistrationId id, Request request) {
        if (kind == CallKind.REGISTER) {
            throttle.registering(id, request.client());
        } else {
            throttle.polling(id, request.client());
        }
        operations.add(route, kind.billed());
    }
}
