package io.muster.conformance.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

/** One emulated hub and what tests may do to it, always for one device only, so that tests do not meet. */
public final class Hub {
    private final JsonNode facts;
    private final Admin admin;

    Hub(JsonNode facts) {
        this.facts = facts;
        this.admin = new Admin(facts.path("admin").asInt());
    }

    public String host() {
        return facts.path("host").asText();
    }

    public String connectionString() {
        return facts.path("connectionString").asText();
    }

    /** Where its registry is served, by a name its certificate holds. */
    public URI registry() {
        return URI.create("https://" + facts.path("address").asText() + ":"
                + facts.path("https").asInt());
    }

    /** Misbehaves for a device: {@code members} are those of a rule, such as {@code "status":503,"times":2}. */
    public void script(String deviceId, String members) {
        admin.call("POST", "/rules", "{\"pathPrefix\":\"/devices/" + deviceId + "\"," + members + "}");
    }

    /** Misbehaves for calls that {@code members} choose too, by {@code operation}, {@code device} or {@code skip}. */
    public void rule(String members) {
        admin.call("POST", "/rules", "{" + members + "}");
    }

    /** The names of the scripted faults that happened, oldest first; empty text for a rule without a name. */
    public List<String> faults() {
        return StreamSupport.stream(admin.call("GET", "/faults", "").spliterator(), false)
                .map(fault -> fault.path("name").asText())
                .toList();
    }

    public void forgetFaults() {
        admin.call("DELETE", "/faults", "");
    }

    /** Limits the hub as one of a tier: {@code {"tier":"S1","units":1,"bulkCounts":"devices","scale":50}}. */
    public void throttle(String limits) {
        admin.call("PUT", "/throttle", limits);
    }

    public void unthrottle() {
        throttle("{\"identityWritesPerMinute\":0}");
    }

    /** What became of a device's identity here, oldest first; of all devices for the empty id. */
    public List<Change> history(String deviceId) {
        String device = URLEncoder.encode(deviceId, StandardCharsets.UTF_8);
        return StreamSupport.stream(
                        admin.call("GET", "/history?device=" + device, "").spliterator(), false)
                .map(entry -> new Change(
                        entry.path("device").asText(),
                        entry.path("event").asText(),
                        entry.path("enabled").asBoolean(),
                        Instant.parse(entry.path("time").asText())))
                .toList();
    }

    /**
     * One change of an identity: found (there when the hub was started), created, enabled, disabled or deleted.
     *
     * @param enabled whether the device could connect from then on
     */
    public record Change(String device, String event, boolean enabled, Instant at) {}

    /** The authorities, in PEM, below which the hub takes devices of the CA type from; in place of earlier ones. */
    public void trustDevicesOf(String pem) {
        admin.call("PUT", "/authorities", pem);
    }

    /** Ends every rule of every device. */
    public void behave() {
        admin.call("DELETE", "/rules", "");
    }

    /** Ends the rules of this name. */
    public void behave(String name) {
        admin.call("DELETE", "/rules?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8), "");
    }

    /** The traces that the calls about a device named, oldest first; empty text for none. */
    public List<String> traces(String deviceId) {
        return StreamSupport.stream(admin.call("GET", "/calls", "").path("last").spliterator(), false)
                .filter(call -> call.path("path").asText().contains("/" + deviceId))
                .map(call -> call.path("traceparent").asText())
                .toList();
    }

    /** Method, path and status of the calls about a device, oldest first. */
    public List<Call> calls(String deviceId) {
        return StreamSupport.stream(admin.call("GET", "/calls", "").path("last").spliterator(), false)
                .filter(call -> call.path("path").asText().contains("/" + deviceId))
                .map(call -> new Call(
                        call.path("method").asText(),
                        call.path("path").asText(),
                        call.path("status").asInt()))
                .toList();
    }

    /** One call that a hub has answered; status 0 when it dropped the connection. */
    public record Call(String method, String path, int status) {}
}
