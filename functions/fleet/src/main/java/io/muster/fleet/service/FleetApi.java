package io.muster.fleet.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.fleet.document.Kind;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One service as this command sees it: enrollments by the service API, everything else by the management API. */
public final class FleetApi {
    private static final String VERSION = "api-version=2026-11-01";
    /** The service knows neither subscriptions nor resource groups, and takes any. */
    private static final String RESOURCE =
            "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/any/providers/Microsoft.Devices"
                    + "/provisioningServices/";

    private static final String PAGE_SIZE = "1000";

    private final Caller caller;

    public FleetApi(Caller caller) {
        this.caller = caller;
    }

    public String host() {
        return caller.connection().host();
    }

    /** The shared access policy that calls are made under, if it is one. */
    public Optional<String> policy() {
        return caller.connection().credential().policy();
    }

    /** The service as a resource, with linked hubs and policies, keys masked. */
    public JsonNode service() throws ServiceException, InterruptedIOException {
        return object(Call.of("GET", resource("") + "?" + VERSION));
    }

    public JsonNode putService(JsonNode body, Optional<String> etag) throws ServiceException, InterruptedIOException {
        return caller.send(Call.of("PUT", resource("") + "?" + VERSION)
                        .ifMatch(etag)
                        .with(body))
                .json();
    }

    /** All CA certificates. */
    public List<JsonNode> certificates() throws ServiceException, InterruptedIOException {
        return values(Call.of("GET", resource("/certificates") + "?" + VERSION));
    }

    /** The shared access policies with their keys, which takes the right to them. */
    public List<JsonNode> policyKeys() throws ServiceException, InterruptedIOException {
        return values(Call.of("POST", resource("/listkeys") + "?" + VERSION));
    }

    /** A group or an individual enrollment; empty when there is none. */
    public Optional<JsonNode> enrollment(Kind kind, String id) throws ServiceException, InterruptedIOException {
        Call call = Call.of("GET", path(kind, id) + "?" + VERSION);
        Optional<Answer> answer = caller.find(call);
        return answer.isPresent() ? Optional.of(object(call, answer.get().json())) : Optional.empty();
    }

    /** All groups or all individual enrollments. */
    public List<JsonNode> enrollments(Kind kind) throws ServiceException, InterruptedIOException {
        ObjectNode query = JsonNodeFactory.instance
                .objectNode()
                .put("query", "SELECT * FROM " + collection(kind).substring(1));
        Call first = Call.of("POST", collection(kind) + "/query?" + VERSION)
                .with("x-ms-max-item-count", PAGE_SIZE)
                .with(query);
        List<JsonNode> all = new ArrayList<>();
        Optional<Call> next = Optional.of(first);
        while (next.isPresent()) {
            Answer page = caller.send(next.get());
            if (!page.json().isArray()) {
                throw foreign(first);
            }
            page.json().forEach(all::add);
            next = page.header("x-ms-continuation").map(token -> first.with("x-ms-continuation", token));
        }
        return all;
    }

    /** The attestation of a group or an individual enrollment with its keys, which takes the right to write it. */
    public JsonNode attestation(Kind kind, String id) throws ServiceException, InterruptedIOException {
        return object(Call.of("POST", path(kind, id) + "/attestationmechanism?" + VERSION));
    }

    /**
     * Creates a CA certificate, a group or an individual enrollment without an etag, replaces it with one; the answer may
     * hold keys and is not passed on.
     */
    public void put(Kind kind, String id, JsonNode body, Optional<String> etag)
            throws ServiceException, InterruptedIOException {
        Answer unused = caller.send(
                Call.of("PUT", path(kind, id) + "?" + VERSION).ifMatch(etag).with(body));
    }

    public void delete(Kind kind, String id, Optional<String> etag) throws ServiceException, InterruptedIOException {
        Answer unused =
                caller.send(Call.of("DELETE", path(kind, id) + "?" + VERSION).ifMatch(etag));
    }

    public void await(Duration length) throws InterruptedIOException {
        caller.await(length);
    }

    private JsonNode object(Call call) throws ServiceException, InterruptedIOException {
        return object(call, caller.send(call).json());
    }

    private static JsonNode object(Call call, JsonNode answer) throws ServiceException {
        if (!answer.isObject()) {
            throw foreign(call);
        }
        return answer;
    }

    private List<JsonNode> values(Call call) throws ServiceException, InterruptedIOException {
        List<JsonNode> all = new ArrayList<>();
        object(call).path("value").forEach(all::add);
        return all;
    }

    /** What a proxy or a sign-in page says, for one. */
    private static ServiceException foreign(Call call) {
        return new ServiceException(
                call + " was answered with something that is not this service's: is the host right?", 0);
    }

    private String path(Kind kind, String id) {
        return kind == Kind.CERTIFICATE ? resource("/certificates/" + id) : collection(kind) + "/" + id;
    }

    private static String collection(Kind kind) {
        return switch (kind) {
            case GROUP -> "/enrollmentGroups";
            case ENROLLMENT -> "/enrollments";
            case CERTIFICATE, SERVICE, HUB, POLICY ->
                throw new IllegalArgumentException("not of the service API: " + kind);
        };
    }

    private String resource(String below) {
        return RESOURCE + caller.connection().service() + below;
    }
}
