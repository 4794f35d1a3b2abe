package io.muster.bench;

import io.muster.core.attestation.HmacSha256;
import io.muster.core.attestation.SymmetricKeys;
import io.muster.core.identity.Secret;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** An enrollment group and as many devices of it as are asked for, their tokens and requests made ahead. */
final class Fleet {
    private static final String VERSION = "?api-version=2021-10-01";
    /** The bound on how long another instance may not know a new group, and some. */
    private static final Duration KNOWN_WITHIN = Duration.ofSeconds(45);
    /** More than both instances' turns: in a row they show that all know the group. */
    private static final int IN_A_ROW = 12;

    private final LocalStack stack;
    private final String group;
    private final Secret key;
    private final String payload;
    private final String scope;
    private final String deviceHost;

    private Fleet(LocalStack stack, String group, Secret key, String payload) throws IOException {
        this.stack = stack;
        this.group = group;
        this.key = key;
        this.payload = payload;
        this.scope = stack.facts().path("idScope").asText();
        this.deviceHost = stack.facts().path("device").path("host").asText();
    }

    /** A device: its register request and the way to look an operation up. */
    record Device(String id, String register, String host, String path, String token) {
        String look(String operationId) {
            return LightClient.request("GET", host, path + "/operations/" + operationId + VERSION, token, "");
        }
    }

    /** Creates the group over the service API and waits until every instance lets its devices in. */
    static Fleet enroll(LocalStack stack) throws IOException, InterruptedException {
        return enroll(stack, "bench", "", "");
    }

    /**
     * As {@link #enroll(LocalStack)}.
     *
     * @param terms further members of the enrollment group, in JSON, each with a comma before it
     * @param payload the same of each register request
     */
    static Fleet enroll(LocalStack stack, String group, String terms, String payload)
            throws IOException, InterruptedException {
        Fleet fleet = new Fleet(stack, group, SymmetricKeys.generate(new SecureRandom()), payload);
        fleet.write(terms);
        fleet.awaitAnswer("");
        return fleet;
    }

    /** Replaces the group and waits until every instance sends its devices to that hub. */
    void move(String terms, String hub) throws IOException, InterruptedException {
        write(terms, "If-Match: *");
        awaitAnswer("\"assignedHub\":\"" + hub + "\"");
    }

    private void write(String terms, String... headers) throws IOException {
        Map<String, String> service = SharedAccess.parts(
                stack.facts().path("service").path("connectionString").asText());
        String body = "{\"enrollmentGroupId\":\"" + group
                + "\",\"attestation\":{\"type\":\"symmetricKey\",\"symmetricKey\":{\"primaryKey\":\""
                + key.revealBase64() + "\",\"secondaryKey\":\"" + key.revealBase64() + "\"}}" + terms + "}";
        try (LightClient client = stack.connect()) {
            LightClient.Answer answer = client.send(LightClient.request(
                    "PUT",
                    service.getOrDefault("HostName", ""),
                    "/enrollmentGroups/" + group + VERSION,
                    SharedAccess.token(service),
                    body,
                    headers));
            if (answer.status() / 100 != 2) {
                throw new IOException("the group was not written: " + answer);
            }
        }
    }

    private void awaitAnswer(String part) throws IOException, InterruptedException {
        long end = System.nanoTime() + KNOWN_WITHIN.toNanos();
        Device probe = device(probe());
        try (LightClient client = stack.connect()) {
            for (int inARow = 0; inARow < IN_A_ROW; ) {
                LightClient.Answer answer = client.send(probe.register());
                inARow = answer.status() / 100 == 2 && answer.body().contains(part) ? inARow + 1 : 0;
                if (inARow == 0) {
                    if (System.nanoTime() > end) {
                        throw new IOException("a device of the group is not let in as it says: " + answer);
                    }
                    // Instances look for changes at their own pace, and only when they are asked something.
                    Thread.sleep(250);
                }
            }
        }
    }

    /** The device that was registered first. */
    String probe() {
        return "probe-" + group;
    }

    Device device(String id) {
        String path = "/" + scope + "/registrations/" + id;
        String token = SharedAccess.token(scope + "/registrations/" + id, key(id), "registration");
        String register = LightClient.request(
                "PUT",
                deviceHost,
                path + "/register" + VERSION,
                token,
                "{\"registrationId\":\"" + id + "\"" + payload + "}");
        return new Device(id, register, deviceHost, path, token);
    }

    Secret key(String id) {
        return Secret.of(HmacSha256.of(key, id));
    }

    /** Where a device's registration lies in table {@code devices}. */
    String partition(String id) {
        return scope.toLowerCase(Locale.ROOT) + ":" + id;
    }
}
