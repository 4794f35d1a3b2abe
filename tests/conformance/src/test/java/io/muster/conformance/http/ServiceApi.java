package io.muster.conformance.http;

import io.muster.conformance.stack.LocalStack;
import java.util.HashMap;
import java.util.Map;

/** The service API as a plain client sees it, under the policy of the connection string. */
public final class ServiceApi {
    public static final String VERSION = "?api-version=2021-10-01";

    private final Wire wire;
    private final Map<String, String> connection = new HashMap<>();

    public ServiceApi(LocalStack stack) {
        this(stack, new Wire(stack.edge()));
    }

    /** Not by way of the shared service's edge. */
    public ServiceApi(LocalStack stack, Wire wire) {
        this.wire = wire;
        for (String part : stack.serviceConnectionString().split(";", -1)) {
            int equals = part.indexOf('=');
            connection.put(part.substring(0, equals), part.substring(equals + 1));
        }
    }

    public String host() {
        return connected("HostName");
    }

    public String policy() {
        return connected("SharedAccessKeyName");
    }

    public String key() {
        return connected("SharedAccessKey");
    }

    public String token() {
        return Sas.token(Sas.encode(host()), key(), policy(), Sas.inAnHour());
    }

    /** Sends it as it is. */
    public Answer send(Call call) {
        return wire.send(call);
    }

    public Answer authorized(Call call) {
        return wire.send(call.with("Authorization", token()));
    }

    public Answer put(String path, String body) {
        return authorized(Call.of("PUT", path + VERSION).json(body));
    }

    /** Replaces whatever there is. */
    public Answer replace(String path, String body) {
        return authorized(Call.of("PUT", path + VERSION).json(body).with("If-Match", "*"));
    }

    public Answer get(String path) {
        return authorized(Call.of("GET", path + VERSION));
    }

    public Answer delete(String path) {
        return authorized(Call.of("DELETE", path + VERSION));
    }

    /** Creates an individual enrollment with a random key and returns that key. */
    public String individual(String id) {
        return individual(id, id);
    }

    /** @param segment the id as it stands in the path */
    public String individual(String segment, String id) {
        String key = Names.key(32);
        return created(put("/enrollments/" + segment, "{\"registrationId\":\"" + id + "\"," + attestation(key) + "}"));
    }

    /** Creates an enrollment group with a random key and returns that key. */
    public String group(String id) {
        String key = Names.key(64);
        return created(
                put("/enrollmentGroups/" + id, "{\"enrollmentGroupId\":\"" + id + "\"," + attestation(key) + "}"));
    }

    /** The member {@code attestation} with this primary key and a random secondary one. */
    public static String attestation(String primary) {
        return "\"attestation\":{\"type\":\"symmetricKey\",\"symmetricKey\":{\"primaryKey\":\"" + primary
                + "\",\"secondaryKey\":\"" + Names.key(32) + "\"}}";
    }

    private static String created(Answer answer) {
        if (answer.status() != 200) {
            throw new AssertionError("not created: " + answer);
        }
        return answer.text("/attestation/symmetricKey/primaryKey");
    }

    private String connected(String name) {
        return connection.getOrDefault(name, "");
    }
}
