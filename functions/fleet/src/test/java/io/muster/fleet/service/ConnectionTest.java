package io.muster.fleet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What the service is called by")
final class ConnectionTest {
    private static final String KEY = "c2VjcmV0LXNlY3JldC1zZWNyZXQ=";
    private static final String GOOD = "HostName=Dps.example.net;SharedAccessKeyName=owner;SharedAccessKey=" + KEY;

    @Test
    @DisplayName("2.3 to 2.9: a connection string signs tokens that end; its text form has no key")
    void connectionString() {
        Connection connection = Connection.parse(GOOD);

        assertEquals("dps", connection.service());
        assertEquals(URI.create("https://dps.example.net"), connection.endpoint());
        assertTrue(connection
                .credential()
                .authorization(Instant.ofEpochSecond(1000))
                .matches("SharedAccessSignature sr=dps.example.net&sig=[^&]+&se=2200&skn=owner"));
        assertFalse(connection.toString().contains("c2Vjc"), connection::toString);
    }

    @Test
    @DisplayName("a token goes out as it is; its text form does not show it")
    void token() {
        Connection connection = Connection.of("dps.example.net", "https://gateway.example.net:8443", "ey.token");

        assertEquals("Bearer ey.token", connection.credential().authorization(Instant.EPOCH));
        assertFalse(connection.toString().contains("ey.token"), connection::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://dps.example.net", "https://dps.example.net/path", "https://a@dps.example.net", "x", "%"})
    @DisplayName("credentials go over TLS to the service, or stay on this machine")
    void endpoints(String endpoint) {
        assertThrows(IllegalArgumentException.class, () -> Connection.of("dps.example.net", endpoint, "t"));
        assertEquals(
                "http://127.0.0.1:80",
                Connection.of("dps.example.net", "http://127.0.0.1:80", "t")
                        .endpoint()
                        .toString());
    }

    @Test
    @DisplayName("5,000 damaged connection strings are read or refused, and the key is never repeated")
    void fuzz() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> pieces = List.of(
                ";", "=", "HostName=", "SharedAccessKey=", "Endpoint=https://", " ", "%", "é", "\u0000", "::", "[");
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder(GOOD);
            for (int damage = 1 + random.nextInt(3); damage > 0; damage--) {
                int at = random.nextInt(text.length());
                if (random.nextBoolean()) {
                    text.insert(at, pieces.get(random.nextInt(pieces.size())));
                } else {
                    text.deleteCharAt(at);
                }
            }
            try {
                assertFalse(Connection.parse(text.toString()).toString().contains("LXNlY3JldC1"), "seed " + seed);
            } catch (IllegalArgumentException e) {
                assertFalse(String.valueOf(e.getMessage()).contains("LXNlY3JldC1"), "seed " + seed + ": " + text);
            }
        }
    }
}
