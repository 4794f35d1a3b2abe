package io.muster.local.hub.registry;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RegistryApiFuzzTest {

    private static final List<String> METHODS = List.of("GET", "PUT", "POST", "DELETE", "PATCH", "BREW");
    private static final List<String> URIS = List.of(
            "/devices/d1?api-version=2021-04-12",
            "/twins/d1?api-version=2021-04-12",
            "/devices/d1/modules?api-version=2021-04-12",
            "/devices/d1/modules/m1?api-version=2021-04-12",
            "/twins/d1/modules/m1?api-version=2021-04-12",
            "/devices?api-version=2021-04-12&top=10",
            "/statistics/devices?api-version=2021-04-12",
            "/devices/%64%31/?api-version=2021-04-12",
            "*");
    private static final List<String> MATCHES = List.of("", "", "*", "\"x\"", "W/\"AAAAAAAAAAE=\"", "\"");
    private static final List<String> BODIES = List.of(
            "{\"deviceId\":\"d1\",\"status\":\"enabled\",\"authentication\":{\"type\":\"sas\",\"symmetricKey\":"
                    + "{\"primaryKey\":\"\",\"secondaryKey\":null}},\"capabilities\":{\"iotEdge\":true}}",
            "{\"deviceId\":\"d1\",\"authentication\":{\"type\":\"selfSigned\",\"x509Thumbprint\":"
                    + "{\"primaryThumbprint\":\"0123456789012345678901234567890123456789\"}}}",
            "{\"tags\":{\"a\":[1,{\"b\":null}],\"c\":{\"d\":{}}},\"properties\":{\"desired\":{\"x\":1e400,\"$version\":3}}}",
            "{\"deviceId\":\"d1\",\"moduleId\":\"m1\",\"managedBy\":\"x\",\"authentication\":{\"type\":\"none\"}}",
            "[{\"id\":\"d1\",\"moduleId\":\"m1\",\"importMode\":\"create\",\"tags\":{\"a\":1}}]",
            "[{\"id\":\"d1\",\"importMode\":\"createOrUpdate\",\"eTag\":\"x\",\"tags\":{\"a\":1}},7,{\"id\":[]}]",
            "");

    @Test
    @DisplayName("no request leads to anything but an answer or a refusal")
    void noRequestBreaksTheRegistry() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        RegistryApi api = new RegistryApi(new Registry(Journal.inMemory(), new NobodyListens(), Clock.systemUTC()));
        int answered = 0;
        for (int round = 0; round < 60_000; round++) {
            String uri = mutated(pick(URIS, random), random);
            byte[] body = mutated(pick(BODIES, random), random).getBytes(StandardCharsets.UTF_8);
            try {
                Optional<HubRequest> request = HubRequest.parse(
                        pick(METHODS, random),
                        uri,
                        random.nextInt(4) == 0 ? "PATCH" : "",
                        mutated(pick(MATCHES, random), random));
                if (request.isPresent()) {
                    api.handle(request.get(), body);
                    answered++;
                }
            } catch (HubException refused) {
                assertTrue(refused.error().status() < 500, "seed " + seed);
            } catch (RuntimeException e) {
                fail("seed " + seed + ", round " + round + ": " + uri, e);
            }
        }
        // Else the mutations would be so wild that nothing behind the first check was reached.
        assertTrue(answered > 1000, "only " + answered + " requests passed, seed " + seed);
    }

    @Test
    @DisplayName("text that is not valid Unicode or nests without end is refused, not failed on")
    void hostileJsonIsRefused() throws IOException {
        Registry registry = new Registry(Journal.inMemory(), new NobodyListens(), Clock.systemUTC());
        RegistryApi api = new RegistryApi(registry);
        HubRequest bulk = HubRequest.parse("POST", "/devices?api-version=2021-04-12", "", "")
                .orElseThrow();
        for (byte[] body : List.of(
                new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 0, 1, 2, 3, 4},
                new byte[] {'[', '"', (byte) 0xC3, '"', ']'},
                "[".repeat(50_000).getBytes(StandardCharsets.UTF_8),
                "[1e99999999999999999999]".getBytes(StandardCharsets.UTF_8))) {
            try {
                api.handle(bulk, body);
            } catch (HubException refused) {
                assertTrue(refused.error() == HubError.ARGUMENT_INVALID);
            }
        }
        assertTrue(registry.all().isEmpty());
    }

    private static String mutated(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        for (int edits = random.nextInt(5) - 2; edits > 0 && mutated.length() > 0; edits--) {
            int at = random.nextInt(mutated.length());
            switch (random.nextInt(3)) {
                case 0 -> mutated.setCharAt(at, (char) (32 + random.nextInt(96)));
                case 1 -> mutated.deleteCharAt(at);
                default -> mutated.insert(at, (char) random.nextInt(65536));
            }
        }
        return mutated.toString();
    }

    private static String pick(List<String> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }

    /** A hub without devices online. */
    private static final class NobodyListens implements RegistryListener {

        @Override
        public void found(DeviceIdentity identity) {}

        @Override
        public void created(DeviceIdentity identity) {}

        @Override
        public void updated(DeviceIdentity identity) {}

        @Override
        public void deleted(DeviceId id) {}

        @Override
        public void desiredChanged(DeviceId id, ObjectNode patch, long version) {}

        @Override
        public boolean isConnected(DeviceId id) {
            return false;
        }
    }
}
