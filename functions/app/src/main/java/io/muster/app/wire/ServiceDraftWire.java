package io.muster.app.wire;

import io.muster.core.access.AccessRight;
import io.muster.core.allocation.AllocationPolicy;
import io.muster.core.identity.Secret;
import io.muster.core.service.ServiceDraft;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The provisioning service resource as a caller wants it (rest.md 8.1); what is answered can be sent back as it is. */
public final class ServiceDraftWire {
    private ServiceDraftWire() {}

    /** 400 that names the member for whatever does not read, and for what would be promised but not kept. */
    public static ServiceDraft draft(Fields body) {
        Fields properties = body.object("properties").orElseThrow(() -> Json.invalid("Member properties is missing"));
        UnservedWire.refuse(body, properties);
        return new ServiceDraft(
                properties
                        .parsed("allocationPolicy", ServiceDraftWire::allocationPolicy)
                        .orElse(AllocationPolicy.HASHED),
                body.text("location").filter(location -> !location.equals(ServiceWire.UNKNOWN)),
                tags(body).orElse(Map.of()),
                properties.items("iotHubs").orElse(List.of()).stream()
                        .map(HubDraftWire::hub)
                        .toList(),
                properties
                        .items("authorizationPolicies")
                        .map(policies ->
                                policies.stream().map(ServiceDraftWire::policy).toList()),
                properties.bool("disableLocalAuth"),
                IpFilterWire.rules(properties));
    }

    /** Member {@code tags}; 400 when it is no object of texts. */
    public static Optional<Map<String, String>> tags(Fields body) {
        return body.object("tags").map(object -> {
            Map<String, String> tags = new TreeMap<>();
            for (String name : object.names()) {
                tags.put(name, object.text(name).orElse(""));
            }
            return tags;
        });
    }

    private static ServiceDraft.Policy policy(Fields policy) {
        return new ServiceDraft.Policy(
                policy.required("keyName"),
                policy.parsed("rights", ServiceDraftWire::rights)
                        .orElseThrow(() -> policy.wrong("rights", "given: ServiceConfig, EnrollmentRead and so on")),
                key(policy, "primaryKey"),
                key(policy, "secondaryKey"));
    }

    private static Optional<Secret> key(Fields policy, String name) {
        return policy.text(name)
                .filter(text -> !text.isBlank() && !HubDraftWire.masked(text))
                .map(text -> Fields.parse(policy.named(name), text, Secret::fromBase64));
    }

    private static Set<AccessRight> rights(String text) {
        Set<AccessRight> rights = EnumSet.noneOf(AccessRight.class);
        for (String right : text.split(",", -1)) {
            rights.add(right(right.strip()));
        }
        return rights;
    }

    /** In any case, unlike in the settings: clients spell them in several. */
    private static AccessRight right(String text) {
        return AccessRight.parse(Stream.of(AccessRight.values())
                .map(AccessRight::wire)
                .filter(text::equalsIgnoreCase)
                .findFirst()
                .orElse(text));
    }

    private static AllocationPolicy allocationPolicy(String text) {
        if (text.equalsIgnoreCase("hashed")) {
            return AllocationPolicy.HASHED;
        }
        if (text.equalsIgnoreCase("geoLatency")) {
            return AllocationPolicy.GEO_LATENCY;
        }
        if (text.equalsIgnoreCase("static")) {
            return AllocationPolicy.STATIC;
        }
        throw new IllegalArgumentException("must be Hashed, GeoLatency or Static");
    }
}
