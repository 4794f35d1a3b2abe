package io.muster.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@DisplayName("Slow and idle clients are cut off")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowClientTest {
    private StubApp app;
    private TestGateway gateway;

    @BeforeAll
    void start() throws Exception {
        app = StubApp.start();
        Limits impatient =
                Limits.standard().withTimes(Duration.ofMillis(800), Duration.ofMillis(1500), Duration.ofSeconds(5));
        gateway = TestGateway.start(impatient, app);
    }

    @AfterAll
    void stop() throws Exception {
        gateway.close();
        app.close();
    }

    @Test
    void a_head_sent_byte_by_byte_is_cut_off_although_bytes_keep_coming() throws Exception {
        try (RawConnection connection = gateway.client().connect()) {
            connection.send("GET /x HTTP/1.1\r\nHost: a\r\nX-Slow: ");
            assertTrue(connection.isCutOffWhileDripping('a'));
        }
    }

    @Test
    void a_body_sent_byte_by_byte_is_cut_off_also_on_a_later_request() throws Exception {
        try (RawConnection connection = gateway.client().connect()) {
            assertEquals(200, connection.ask("GET /first HTTP/1.1", "\r\n").status());
            assertEquals("/first", app.next().uri());
            connection.send("PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 90000\r\n\r\n");
            assertTrue(connection.isCutOffWhileDripping('a'));
        }
        assertEquals(0, app.waiting());
    }

    @Test
    void what_a_refused_client_goes_on_sending_is_borne_for_a_while_only() throws Exception {
        try (RawConnection connection = gateway.client().connect()) {
            connection.send("PUT /x HTTP/1.1\r\nX-A : 1\r\nContent-Length: 90000\r\n\r\n");
            assertEquals(400, connection.read().status());
            assertTrue(connection.isCutOffWhileSendingOn('a'));
        }
    }

    @Test
    void a_connection_that_says_nothing_is_closed() throws Exception {
        try (RawConnection connection = gateway.client().connect()) {
            assertTrue(connection.isClosedByGateway());
        }
    }

    @Test
    void a_slow_answer_of_the_app_is_no_fault_of_the_client() throws Exception {
        app.answers(response ->
                io.vertx.core.Vertx.currentContext().owner().setTimer(2_500, fired -> response.end("late")));
        try (RawConnection connection = gateway.client().connect()) {
            assertEquals("late", connection.ask("GET /x HTTP/1.1", "\r\n").body());
        }
        app.answers(response -> response.end());
        assertEquals("/x", app.next().uri());
    }
}
