package io.muster.app.service;

import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.app.wire.ApiVersion;
import io.muster.app.wire.ExchangeWire;
import io.muster.app.wire.Fields;
import io.muster.core.identity.OperationId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.webhook.ExchangeLog;
import java.util.List;
import java.util.Optional;

/** What webhooks were asked about a device and what they answered. */
public final class ExchangeEndpoints {
    private final ExchangeLog exchanges;

    public ExchangeEndpoints(ExchangeLog exchanges) {
        this.exchanges = exchanges;
    }

    /** Of one device, and where the query names one too, of one operation of its. */
    public Response list(Request request, ApiVersion version) {
        RegistrationId id = only(request, "registrationId")
                .map(text -> Fields.parse("registrationId", text, RegistrationId::new))
                .orElseThrow(() ->
                        Problem.of(ProblemKind.INVALID_ARGUMENT, "Query parameter registrationId must be there once"));
        Optional<OperationId> operation = only(request, "operationId")
                .map(text -> Fields.parse("operationId", text, OperationId::new));
        return ExchangeWire.response(exchanges.of(id).stream()
                .filter(each -> operation.isEmpty() || operation.get().equals(each.operation()))
                .toList());
    }

    private static Optional<String> only(Request request, String parameter) {
        List<String> values = request.queryValues(parameter);
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }
}
