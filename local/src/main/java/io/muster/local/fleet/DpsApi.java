package io.muster.local.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What of the vendor's service API it takes to read a DPS (rest.md 3). */
final class DpsApi {
    private static final String VERSION = "?api-version=2021-10-01";
    private static final int PAGE = 100;

    private final ServiceClient service;

    /** Some of a list. */
    record Page(List<ObjectNode> items, Optional<String> next) {
        Page {
            items = List.copyOf(items);
        }
    }

    DpsApi(ServiceClient service) {
        this.service = service;
    }

    String host() {
        return service.host();
    }

    /** @param list {@code enrollments} or {@code enrollmentGroups} */
    Page query(String list, String token) throws IOException {
        Ask ask = Ask.of("POST", "/" + list + "/query" + VERSION).json("{\"query\":\"SELECT * FROM " + list + "\"}");
        Ask page = ask.page(PAGE, token);
        return page(service.send(page, DpsApi::items).orThrow(page));
    }

    /** The records of a group's devices, none of a group that is gone; the specification has no body here. */
    Page records(String group, String token) throws IOException {
        Ask ask = Ask.of("POST", "/registrations/" + encoded(group) + "/query" + VERSION)
                .page(PAGE, token);
        Answer answer = service.send(ask, DpsApi::items);
        return answer.status() == 404 ? new Page(List.of(), Optional.empty()) : page(answer.orThrow(ask));
    }

    /** The record of one device; empty while it has never registered. */
    Optional<ObjectNode> registration(String id) throws IOException {
        return object(Ask.of("GET", "/registrations/" + encoded(id) + VERSION));
    }

    /** The attestation with its keys; empty when the enrollment is gone by now. */
    Optional<ObjectNode> mechanism(String list, String id) throws IOException {
        return object(Ask.of("POST", "/" + list + "/" + encoded(id) + "/attestationmechanism" + VERSION));
    }

    /** An id in a path. */
    static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Page page(Answer answer) throws IOException {
        return new Page(items(answer), answer.continuation());
    }

    private Optional<ObjectNode> object(Ask ask) throws IOException {
        Answer answer = service.send(ask, DpsApi::item);
        return answer.status() == 404 ? Optional.empty() : Optional.of(item(answer.orThrow(ask)));
    }

    private static List<ObjectNode> items(Answer answer) throws IOException {
        List<ObjectNode> items = new ArrayList<>();
        JsonNode array = answer.json();
        for (JsonNode item : array) {
            items.add(object(item));
        }
        if (!array.isArray()) {
            throw new IOException("a page that is no array");
        }
        return items;
    }

    private static ObjectNode item(Answer answer) throws IOException {
        return object(answer.json());
    }

    private static ObjectNode object(JsonNode node) throws IOException {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new IOException("an item that is no object");
    }
}
