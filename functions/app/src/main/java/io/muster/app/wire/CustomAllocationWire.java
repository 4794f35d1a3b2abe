package io.muster.app.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.muster.core.allocation.CustomAllocation;
import io.muster.core.allocation.WebhookUrl;
import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The member {@code customAllocationDefinition}: the author's webhook, whose key only few may see (3.20). */
final class CustomAllocationWire {
    private static final String MEMBER = "customAllocationDefinition";

    private CustomAllocationWire() {}

    /** What the body makes of the webhook stored. */
    static UnaryOperator<Optional<CustomAllocation>> read(Fields body) {
        Optional<Fields> definition = body.object(MEMBER);
        if (definition.isEmpty()) {
            return stored -> Optional.empty();
        }
        String apiVersion = definition
                .get()
                .parsed("apiVersion", CustomAllocation::requireVersion)
                .orElseThrow(() -> Json.invalid("Member " + MEMBER + ".apiVersion is missing"));
        WebhookUrl url = definition
                .get()
                .parsed("webhookUrl", WebhookUrl::parse)
                .orElseThrow(() -> Json.invalid("Member " + MEMBER + ".webhookUrl is missing"));
        return stored -> Optional.of(CustomAllocation.of(meant(url, stored), apiVersion));
    }

    /** Clients send back what they were shown: a masked address means the stored one (seams.md section 11). */
    private static WebhookUrl meant(WebhookUrl given, Optional<CustomAllocation> stored) {
        if (!WebhookUrl.looksMasked(given.reveal().toString())) {
            return given;
        }
        return stored.map(CustomAllocation::address)
                .filter(known -> known.masked().equals(given.masked()))
                .orElseThrow(() -> Json.invalid("Member " + MEMBER
                        + ".webhookUrl is masked and is not the one stored; give it with its whole query"));
    }

    static void write(JsonGenerator json, CustomAllocation webhook, Disclosure disclosure) throws IOException {
        WebhookUrl url = webhook.address();
        json.writeObjectFieldStart(MEMBER);
        json.writeStringField("webhookUrl", disclosure.keys() ? url.reveal().toString() : url.masked());
        json.writeStringField("apiVersion", webhook.apiVersion());
        json.writeEndObject();
    }
}
