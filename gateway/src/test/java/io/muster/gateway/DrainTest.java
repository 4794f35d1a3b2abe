package io.muster.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Stopping: running requests end, nothing new is taken")
class DrainTest {
    @Test
    void a_running_request_is_answered_before_the_gateway_stops() throws Exception {
        CompletableFuture<HttpServerResponse> held = new CompletableFuture<>();
        try (StubApp app = StubApp.start()) {
            app.answers(held::complete);
            TestGateway gateway = TestGateway.start(Limits.standard(), app);
            TestClient client = gateway.client();
            try (RawConnection running = client.connect();
                    RawConnection idle = client.connect()) {
                running.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
                HttpServerResponse response = held.get(20, TimeUnit.SECONDS);

                Future<Void> stopped = gateway.gateway().stop();

                assertTrue(idle.isClosedByGateway());
                assertThrows(IOException.class, client::connect);
                assertFalse(stopped.isComplete());
                response.end("in good order");
                RawConnection.Answer answer = running.read();
                assertEquals("in good order", answer.body());
                assertEquals("close", answer.header("connection"));
                Await.result(stopped);
            }
        }
    }
}
