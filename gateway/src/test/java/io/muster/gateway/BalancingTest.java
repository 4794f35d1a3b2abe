package io.muster.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Instances: shared load, dead ones skipped, nothing sent twice")
class BalancingTest {
    private static final Limits LIMITS =
            Limits.standard().withTimes(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(2));

    @Test
    void two_instances_share_the_load() throws Exception {
        try (StubApp one = StubApp.start();
                StubApp two = StubApp.start();
                TestGateway gateway = TestGateway.start(LIMITS, one, two);
                RawConnection connection = gateway.client().connect()) {
            for (int i = 0; i < 10; i++) {
                assertEquals(200, get(connection).status());
            }
            assertEquals(5, one.waiting());
            assertEquals(5, two.waiting());
        }
    }

    @Test
    void a_dead_instance_is_skipped_and_used_again_when_it_is_back() throws Exception {
        int deadPort = freePort();
        try (StubApp alive = StubApp.start();
                TestGateway gateway = TestGateway.start(LIMITS, List.of(loopback(deadPort), alive.uri()));
                RawConnection connection = gateway.client().connect()) {
            for (int i = 0; i < 6; i++) {
                assertEquals(200, get(connection).status());
            }
            assertEquals(6, alive.waiting());

            try (StubApp back = StubApp.start(deadPort)) {
                Await.until("requests at the instance that came back", () -> {
                    assertEquals(200, get(connection).status());
                    return back.waiting() > 0;
                });
            }
        }
    }

    @Test
    void with_all_instances_dead_the_answer_is_503_with_retry_after() throws Exception {
        try (TestGateway gateway = TestGateway.start(LIMITS, List.of(loopback(freePort()), loopback(freePort())));
                RawConnection connection = gateway.client().connect()) {
            for (int i = 0; i < 2; i++) {
                RawConnection.Answer answer = get(connection);
                assertEquals(503, answer.status());
                assertEquals("503001", answer.header("x-ms-error-code"));
                assertEquals("3", answer.header("retry-after"));
                assertTrue(answer.body().startsWith("{\"errorCode\":503001,"), answer.body());
            }
        }
    }

    @Test
    void an_instance_that_is_stopping_turns_requests_away_and_another_takes_them() throws Exception {
        try (StubApp stopping = StubApp.start();
                StubApp other = StubApp.start();
                TestGateway gateway = TestGateway.start(LIMITS, stopping, other);
                RawConnection connection = gateway.client().connect()) {
            stopping.answers(response -> response.setStatusCode(503).end());
            for (int i = 0; i < 4; i++) {
                assertEquals(200, get(connection).status());
            }
            assertEquals(4, other.waiting());

            other.answers(response -> response.setStatusCode(503).end("{\"errorCode\":503001}"));
            Await.until("the app's own answer", () -> get(connection).body().equals("{\"errorCode\":503001}"));
            other.answers(response -> response.setStatusCode(503).end());
            Await.until("the gateway's own answer", () -> get(connection).body().startsWith("{\"errorCode\":503001,"));
        }
    }

    @Test
    void a_request_that_was_sent_is_not_sent_again_when_the_instance_breaks_off() throws Exception {
        try (StubApp one = StubApp.start();
                StubApp two = StubApp.start();
                TestGateway gateway = TestGateway.start(LIMITS, one, two);
                RawConnection connection = gateway.client().connect()) {
            one.answers(response -> response.reset());
            two.answers(response -> response.reset());

            RawConnection.Answer answer = get(connection);

            assertEquals(502, answer.status());
            assertEquals("502000", answer.header("x-ms-error-code"));
            assertEquals(1, one.waiting() + two.waiting());
        }
    }

    @Test
    void an_instance_that_breaks_off_three_times_is_probed_before_it_is_used_again() throws Exception {
        try (StubApp app = StubApp.start();
                TestGateway gateway = TestGateway.start(LIMITS, app);
                RawConnection connection = gateway.client().connect()) {
            app.answers(response -> response.reset());
            for (int i = 0; i < 3; i++) {
                assertEquals(502, get(connection).status());
            }
            app.forgetProbes();
            app.answers(response -> response.end());

            Await.until("the instance to be back", () -> get(connection).status() == 200);

            assertTrue(app.wasProbed());
        }
    }

    @Test
    void an_instance_that_does_not_answer_in_time_gets_504() throws Exception {
        try (StubApp app = StubApp.start();
                TestGateway gateway = TestGateway.start(LIMITS, app);
                RawConnection connection = gateway.client().connect()) {
            app.answers(response -> {});

            RawConnection.Answer answer = get(connection);

            assertEquals(504, answer.status());
            assertEquals("504000", answer.header("x-ms-error-code"));
            assertEquals("3", answer.header("retry-after"));
        }
    }

    @Test
    void an_answer_that_ends_half_way_is_not_passed_on() throws Exception {
        try (StubApp app = StubApp.start();
                TestGateway gateway = TestGateway.start(LIMITS, app);
                RawConnection connection = gateway.client().connect()) {
            app.answers(response -> {
                response.putHeader("Content-Length", "100").write("only this");
                response.reset();
            });

            assertEquals(502, get(connection).status());
        }
    }

    private static RawConnection.Answer get(RawConnection connection) throws Exception {
        return connection.ask("GET /x HTTP/1.1", "\r\n");
    }

    private static URI loopback(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
