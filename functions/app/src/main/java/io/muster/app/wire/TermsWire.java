package io.muster.app.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.core.allocation.AllocationPolicy;
import io.muster.core.allocation.CustomAllocation;
import io.muster.core.enrollment.InitialTwin;
import io.muster.core.enrollment.IssuanceNames;
import io.muster.core.enrollment.ReprovisionPolicy;
import io.muster.core.enrollment.Terms;
import io.muster.core.hub.HubTwin;
import io.muster.core.identity.HubHost;
import io.muster.core.identity.JsonText;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The members that individual enrollments and groups share (rest.md 3.2). */
final class TermsWire {
    private TermsWire() {}

    /** What the body asks for, given what is stored: names that the caller's version has no word for stay. */
    static Function<Optional<Terms>, Terms> read(Fields body, ApiVersion version) {
        Terms asked = new Terms(
                body.parsed("provisioningStatus", TermsWire::enabled).orElse(true),
                body.object("reprovisionPolicy").map(TermsWire::reprovisionPolicy),
                body.parsed("allocationPolicy", TermsWire::allocationPolicy),
                Optional.empty(),
                body.list("iotHubs", HubHost::new),
                body.parsed("iotHubHostName", HubHost::new),
                body.object("capabilities")
                        .flatMap(capabilities -> capabilities.bool("iotEdge"))
                        .orElse(false),
                initialTwin(body, "initialTwin"),
                IssuanceNames.NONE);
        UnaryOperator<IssuanceNames> issuance = IssuanceWire.read(body, version);
        UnaryOperator<Optional<CustomAllocation>> webhook = CustomAllocationWire.read(body);
        return existing -> asked.with(
                        issuance.apply(existing.map(Terms::issuance).orElse(IssuanceNames.NONE)))
                .with(webhook.apply(existing.flatMap(Terms::customAllocation)));
    }

    static void write(JsonGenerator json, Terms terms, Disclosure disclosure, ApiVersion version) throws IOException {
        json.writeObjectFieldStart("capabilities");
        json.writeBooleanField("iotEdge", terms.iotEdge());
        json.writeEndObject();
        if (terms.legacyHub().isPresent()) {
            json.writeStringField("iotHubHostName", terms.legacyHub().get().name());
        }
        if (terms.initialTwin().isPresent()) {
            writeRaw(json, "initialTwin", terms.initialTwin().get().sent());
        }
        json.writeStringField("provisioningStatus", terms.enabled() ? "enabled" : "disabled");
        if (terms.reprovisionPolicy().isPresent()) {
            ReprovisionPolicy policy = terms.reprovisionPolicy().get();
            json.writeObjectFieldStart("reprovisionPolicy");
            json.writeBooleanField("updateHubAssignment", policy.updateHubAssignment());
            json.writeBooleanField("migrateDeviceData", policy.migrateDeviceData());
            json.writeEndObject();
        }
        if (terms.allocationPolicy().isPresent()) {
            json.writeStringField(
                    "allocationPolicy", wire(terms.allocationPolicy().get()));
        }
        if (terms.customAllocation().isPresent()) {
            CustomAllocationWire.write(json, terms.customAllocation().get(), disclosure);
        }
        IssuanceWire.write(json, terms.issuance(), version);
        if (!terms.hubs().isEmpty()) {
            json.writeArrayFieldStart("iotHubs");
            for (HubHost hub : terms.hubs()) {
                json.writeString(hub.name());
            }
            json.writeEndArray();
        }
    }

    static void writeRaw(JsonGenerator json, String name, JsonText value) throws IOException {
        json.writeFieldName(name);
        json.writeRawValue(value.text());
    }

    private static boolean enabled(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "enabled" -> true;
            case "disabled" -> false;
            default -> throw new IllegalArgumentException("must be enabled or disabled");
        };
    }

    private static ReprovisionPolicy reprovisionPolicy(Fields policy) {
        return new ReprovisionPolicy(
                policy.bool("updateHubAssignment").orElse(true),
                policy.bool("migrateDeviceData").orElse(true));
    }

    private static AllocationPolicy allocationPolicy(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "hashed" -> AllocationPolicy.HASHED;
            case "static" -> AllocationPolicy.STATIC;
            case "geolatency" -> AllocationPolicy.GEO_LATENCY;
            case "custom" -> AllocationPolicy.CUSTOM;
            default -> throw new IllegalArgumentException("must be hashed, geoLatency, static or custom");
        };
    }

    private static String wire(AllocationPolicy policy) {
        return switch (policy) {
            case HASHED -> "hashed";
            case GEO_LATENCY -> "geoLatency";
            case STATIC -> "static";
            case CUSTOM -> "custom";
        };
    }

    /** The twin in a member, of an enrollment or of a webhook's answer; absent and null are the same. */
    static Optional<InitialTwin> initialTwin(Fields body, String member) {
        return body.node(member).map(sent -> initialTwin(body.object(member).orElseThrow(), sent));
    }

    private static InitialTwin initialTwin(Fields twin, JsonNode sent) {
        JsonText tags = withoutDollars(twin.node("tags"));
        JsonText desired = withoutDollars(twin.object("properties").flatMap(it -> it.node("desired")));
        return new InitialTwin(new JsonText(Json.text(sent)), new HubTwin(tags, desired));
    }

    /** A hub refuses {@code $metadata} and {@code $version}, which SDKs echo (5.2). */
    private static JsonText withoutDollars(Optional<JsonNode> node) {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        node.ifPresent(it -> it.properties().stream()
                .filter(member -> !member.getKey().startsWith("$"))
                .forEach(member -> copy.set(member.getKey(), member.getValue())));
        return new JsonText(Json.text(copy));
    }
}
