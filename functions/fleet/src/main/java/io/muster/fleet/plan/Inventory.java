package io.muster.fleet.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.fleet.document.Description;
import io.muster.fleet.document.Kind;
import io.muster.fleet.service.FleetApi;
import io.muster.fleet.service.ServiceException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is there, as far as a description has to do with it. */
final class Inventory {
    /** Up to here things are asked for one by one, above it all of their kind are listed. */
    private static final int FEW = 100;

    private final Map<Kind, Map<String, Thing>> things = new EnumMap<>(Kind.class);
    private Optional<ObjectNode> service = Optional.empty();
    private boolean knowsCertificates;

    private Inventory() {}

    static Inventory read(FleetApi api, Description description, List<Wanted> wishes)
            throws ServiceException, InterruptedIOException {
        Inventory inventory = new Inventory();
        if (!Wishes.byId(wishes, Kind.CERTIFICATE).isEmpty() || description.covers(Kind.CERTIFICATE)) {
            inventory.readCertificates(api);
        }
        if (description.describesService()) {
            inventory.readService(api);
        }
        for (Kind kind : List.of(Kind.GROUP, Kind.ENROLLMENT)) {
            Map<String, Wanted> wanted = Wishes.byId(wishes, kind);
            if (description.covers(kind) || wanted.size() > FEW) {
                api.enrollments(kind).forEach(told -> inventory.add(enrollment(kind, told)));
            } else {
                for (Wanted each : wanted.values()) {
                    api.enrollment(kind, each.id()).ifPresent(told -> inventory.add(enrollment(kind, told)));
                }
            }
        }
        return inventory;
    }

    /** Everything there is. */
    static Inventory all(FleetApi api) throws ServiceException, InterruptedIOException {
        Inventory inventory = new Inventory();
        inventory.readCertificates(api);
        inventory.readService(api);
        for (Kind kind : List.of(Kind.GROUP, Kind.ENROLLMENT)) {
            api.enrollments(kind).forEach(told -> inventory.add(enrollment(kind, told)));
        }
        return inventory;
    }

    /** The things of a kind by their ids in lower case. */
    Map<String, Thing> of(Kind kind) {
        return things.getOrDefault(kind, Map.of());
    }

    Optional<Thing> find(Kind kind, String id) {
        return Optional.ofNullable(of(kind).get(Thing.folded(id)));
    }

    /** The service's own resource, where it was read. */
    Optional<ObjectNode> service() {
        return service;
    }

    boolean knowsCertificates() {
        return knowsCertificates;
    }

    private void readCertificates(FleetApi api) throws ServiceException, InterruptedIOException {
        knowsCertificates = true;
        for (JsonNode told : api.certificates()) {
            JsonNode properties = told.path("properties");
            byte[] der =
                    Base64.getDecoder().decode(properties.path("certificate").asText());
            add(new Thing(
                    Kind.CERTIFICATE,
                    told.path("name").asText(),
                    States.certificate(der, properties.path("isVerified")),
                    told,
                    etag(told)));
        }
    }

    private void readService(FleetApi api) throws ServiceException, InterruptedIOException {
        ObjectNode told = api.service().deepCopy();
        service = Optional.of(told);
        JsonNode properties = told.path("properties");
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        state.set("allocationPolicy", properties.path("allocationPolicy"));
        state.set("tags", told.path("tags"));
        add(new Thing(Kind.SERVICE, "service", state, told, etag(told)));
        for (JsonNode hub : properties.path("iotHubs")) {
            add(new Thing(Kind.HUB, hub.path("name").asText(), States.hub(hub), hub, Optional.empty()));
        }
        for (JsonNode policy : properties.path("authorizationPolicies")) {
            add(new Thing(
                    Kind.POLICY, policy.path("keyName").asText(), States.policy(policy), policy, Optional.empty()));
        }
    }

    private static Thing enrollment(Kind kind, JsonNode told) {
        String id = told.path(kind == Kind.GROUP ? "enrollmentGroupId" : "registrationId")
                .asText();
        return new Thing(kind, id, States.enrollment(told), told, etag(told));
    }

    private static Optional<String> etag(JsonNode told) {
        return Optional.of(told.path("etag").asText()).filter(text -> !text.isEmpty());
    }

    private void add(Thing thing) {
        things.computeIfAbsent(thing.kind(), kind -> new TreeMap<>()).put(Thing.folded(thing.id()), thing);
    }

    /** Ids of a kind that are there, for messages. */
    List<String> ids(Kind kind) {
        return new ArrayList<>(of(kind).keySet());
    }
}
