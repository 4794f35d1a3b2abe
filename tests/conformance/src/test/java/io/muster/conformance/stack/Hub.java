package io.muster.conformance.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
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

    /** Ends every rule of every device. */
    public void behave() {
        admin.call("DELETE", "/rules", "");
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
