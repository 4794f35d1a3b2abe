package io.muster.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Health and readiness on a port of their own")
class HealthTest {
    private static final Duration NO_NOTICE = Duration.ZERO;

    @ParameterizedTest
    @CsvSource({
        "GET, /health/ready, 200, ready",
        "GET, /health/live, 200, live",
        "GET, /health/ready?x=y, 200, ready",
        "GET, /health, 404, not-found",
        "GET, /, 404, not-found",
        "GET, //health/ready, 404, not-found",
        "POST, /health/ready, 405, method-not-allowed"
    })
    void each_path_says_one_thing(String method, String path, int status, String text) throws Exception {
        try (StubApp app = StubApp.start();
                TestGateway gateway = gateway(Limits.standard(), NO_NOTICE, app.uri())) {
            HttpResponse<String> answer = gateway.health(method, path);

            assertEquals(status, answer.statusCode());
            assertEquals("{\"status\":\"" + text + "\"}", answer.body());
            assertEquals(
                    "no-store", answer.headers().firstValue("cache-control").orElse(""));
        }
    }

    @Test
    void without_an_instance_that_is_up_the_gateway_lives_and_is_not_ready() throws Exception {
        StubApp gone = StubApp.start();
        int port = gone.port();
        gone.close();
        try (TestGateway gateway = gateway(Limits.standard(), NO_NOTICE, URI.create("http://127.0.0.1:" + port))) {
            // No client has asked for anything yet: the first look is the gateway's own.
            Await.until(
                    "the missing instance to show", () -> body(gateway, "ready").contains("no-instance"));
            assertEquals(503, gateway.health("GET", "/health/ready").statusCode());
            assertEquals(200, gateway.health("GET", "/health/live").statusCode());

            try (StubApp back = StubApp.start(port)) {
                Await.until(
                        "the gateway to be ready", () -> body(gateway, "ready").contains("\"ready\""));
                assertTrue(back.wasProbed());
            }
        }
    }

    @Test
    void while_notice_is_given_clients_are_served_and_load_balancers_told_to_go() throws Exception {
        try (StubApp app = StubApp.start()) {
            TestGateway gateway = gateway(Limits.standard(), Duration.ofSeconds(1), app.uri());
            TestClient client = gateway.client();

            Future<Void> stopped = gateway.gateway().stop();

            assertEquals(503, gateway.health("GET", "/health/ready").statusCode());
            assertEquals("{\"status\":\"draining\"}", body(gateway, "ready"));
            assertEquals(200, gateway.health("GET", "/health/live").statusCode());
            try (RawConnection late = client.connect()) {
                assertEquals("ok", late.ask("GET /x HTTP/1.1", "\r\n").body());
            }
            assertFalse(stopped.isComplete());
            Await.result(stopped);
        }
    }

    @Test
    void health_is_told_until_the_last_request_has_ended() throws Exception {
        CompletableFuture<HttpServerResponse> held = new CompletableFuture<>();
        try (StubApp app = StubApp.start()) {
            app.answers(held::complete);
            TestGateway gateway = gateway(Limits.standard(), NO_NOTICE, app.uri());
            int health = gateway.gateway().healthPort().orElseThrow();
            try (RawConnection running = gateway.client().connect()) {
                running.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
                HttpServerResponse response = held.get(20, TimeUnit.SECONDS);
                Future<Void> stopped = gateway.gateway().stop();
                Await.until("the doors to close", () -> isRefused(gateway.client()));

                assertEquals("{\"status\":\"draining\"}", body(gateway, "ready"));
                response.end("in good order");
                assertEquals("in good order", running.read().body());
                Await.result(stopped);
            }
            assertTrue(isClosed(health));
        }
    }

    @Test
    void a_request_that_outlasts_the_bound_is_cut_off() throws Exception {
        CompletableFuture<HttpServerResponse> held = new CompletableFuture<>();
        try (StubApp app = StubApp.start()) {
            app.answers(held::complete);
            TestGateway gateway = gateway(Limits.standard().withDrain(Duration.ofMillis(300)), NO_NOTICE, app.uri());
            try (RawConnection running = gateway.client().connect()) {
                running.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
                held.get(20, TimeUnit.SECONDS);

                Await.result(gateway.gateway().stop());

                assertTrue(isCutOff(running));
            }
        }
    }

    @Test
    void clients_that_fill_the_gateway_do_not_hide_its_health() throws Exception {
        try (StubApp app = StubApp.start();
                TestGateway gateway = gateway(Limits.standard().withConnections(1, 1), NO_NOTICE, app.uri());
                RawConnection only = gateway.client().connect()) {
            assertEquals("ok", only.ask("GET /x HTTP/1.1", "\r\n").body());

            assertEquals(200, gateway.health("GET", "/health/ready").statusCode());
        }
    }

    @Test
    void no_port_is_opened_unless_one_is_named() throws Exception {
        try (StubApp app = StubApp.start();
                TestGateway gateway = TestGateway.start(Limits.standard(), app)) {
            assertEquals(OptionalInt.empty(), gateway.gateway().healthPort());
        }
    }

    private static TestGateway gateway(Limits limits, Duration notice, URI upstream) throws Exception {
        Settings.Operations operations =
                new Settings.Operations("127.0.0.1", OptionalInt.of(0), notice, Duration.ofMinutes(1));
        return TestGateway.start(limits, operations, Optional.empty(), List.of(upstream));
    }

    private static String body(TestGateway gateway, String what) throws Exception {
        return gateway.health("GET", "/health/" + what).body();
    }

    /** Closed, or told that the app's answer did not come. */
    private static boolean isCutOff(RawConnection connection) {
        try {
            return connection.read().status() == 502;
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean isRefused(TestClient client) {
        try (RawConnection connection = client.connect()) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean isClosed(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return false;
        } catch (ConnectException e) {
            return true;
        }
    }
}
