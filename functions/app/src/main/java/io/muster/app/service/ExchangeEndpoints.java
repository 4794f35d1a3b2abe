package io.muster.app.service;

import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.app.wire.ApiVersion;
import io.muster.app.wire.ExchangeWire;
import io.muster.app.wire.PathIds;
import io.muster.core.identity.RegistrationId;
import io.muster.core.webhook.ExchangeLog;
import java.util.List;

/** What webhooks were asked about a device and what they answered. */
public final class ExchangeEndpoints {
    private final ExchangeLog exchanges;

    public ExchangeEndpoints(ExchangeLog exchanges) {
        this.exchanges = exchanges;
    }

    /** The query parameter {@code operationId} leaves out those of the device's other operations. */
    public Response ofDevice(Request request, ApiVersion version) {
        List<String> operations = request.queryValues("operationId");
        return ExchangeWire.response(exchanges.of(PathIds.parse("id", request, RegistrationId::new)).stream()
                .filter(each -> operations.isEmpty()
                        || operations.contains(each.operation().text()))
                .toList());
    }
}
