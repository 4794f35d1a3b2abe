package io.muster.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 9112, 9.3.2: requests sent ahead of their answers")
class PipeliningTest {
    private static final int BEARABLE = 16;

    private StubApp app;
    private TestGateway gateway;

    @BeforeEach
    void start() throws Exception {
        app = StubApp.start();
        gateway = TestGateway.start(Limits.standard(), app);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        app.close();
    }

    @Test
    void some_are_answered_in_their_order() throws Exception {
        try (RawConnection connection = gateway.client().connect()) {
            for (int round = 0; round < 3; round++) {
                connection.send(requests(BEARABLE));
                for (int i = 0; i < BEARABLE; i++) {
                    assertEquals(200, connection.read().status());
                    assertEquals("/x" + i, app.next().uri());
                }
            }
        }
    }

    @Test
    void too_many_end_the_connection_and_reach_nobody() throws Exception {
        Queue<HttpServerResponse> held = new ConcurrentLinkedQueue<>();
        app.answers(held::add);
        try (RawConnection connection = gateway.client().connect()) {
            connection.send(requests(BEARABLE + 1));

            assertTrue(connection.isClosedByGateway());
        }
        assertTrue(held.size() <= 1, "one request at a time");
    }

    @Test
    void refusals_that_nobody_reads_do_not_pile_up() throws Exception {
        String refused = "GET /x HTTP/1.1\r\nHost: a/b\r\n\r\n".repeat(10_000);
        try (RawConnection connection = gateway.client().connect()) {
            assertTrue(isCutOff(connection, refused), "borne for ever");
        }
        try (RawConnection connection = gateway.client().connect()) {
            assertEquals(200, connection.ask("GET /x HTTP/1.1", "\r\n").status());
        }
    }

    private static boolean isCutOff(RawConnection connection, String flood) {
        try {
            for (int i = 0; i < 100; i++) {
                connection.send(flood);
            }
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static String requests(int count) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < count; i++) {
            all.append("GET /x").append(i).append(" HTTP/1.1\r\nHost: a\r\n\r\n");
        }
        return all.toString();
    }
}
