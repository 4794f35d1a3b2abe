package io.muster.local.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.local.host.sample.Exchange;
import io.muster.local.host.sample.FailingTimer;
import io.muster.local.host.sample.TimerFunctions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimerFunctionTest {
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    @Test
    void aTimerRunsByItsScheduleWithItsStateAsJson(@TempDir Path folder) throws Exception {
        // given
        Exchange.open(seen, new CountDownLatch(1), new CountDownLatch(1));
        HostOptions options =
                new HostOptions(PackagedApp.of(folder, TimerFunctions.class), Role.WORK, 0, OptionalInt.empty(), false);

        // when
        try (RunningHost host = RunningHost.start(options, Map.of("TICK", "* * * * * *"), Clock.systemUTC())) {
            JsonNode first = state();
            JsonNode second = state();

            // then
            assertEquals(List.of("T_Tick"), host.functions());
            assertEquals(OptionalInt.empty(), host.port());
            assertFalse(first.path("IsPastDue").asBoolean(true));
            assertEquals(
                    "0001-01-01T00:00:00",
                    first.path("ScheduleStatus").path("Last").asText());
            Instant last =
                    Instant.parse(second.path("ScheduleStatus").path("Last").asText());
            Instant next =
                    Instant.parse(second.path("ScheduleStatus").path("Next").asText());
            assertFalse(Duration.between(last, next).compareTo(Duration.ofSeconds(2)) < 0);
        }
    }

    @Test
    void aTimerRunsAtOnceWhenToldToAndTheAnswerComesWhenItHasEnded(@TempDir Path folder) throws Exception {
        // given
        Exchange.open(seen, new CountDownLatch(1), new CountDownLatch(1));
        HostOptions options =
                new HostOptions(PackagedApp.of(folder, TimerFunctions.class), Role.WORK, 0, OptionalInt.of(0), false);

        // when
        try (RunningHost host = RunningHost.start(options, Map.of("TICK", "0 0 0 1 1 *"), Clock.systemUTC())) {
            URI tick = URI.create("http://127.0.0.1:" + host.adminPort().orElseThrow() + "/admin/functions/T_Tick");
            HttpResponse<String> answer = post(tick);
            HttpResponse<String> unknown = post(tick.resolve("T_Tock"));

            // then
            assertEquals("{\"ran\":true}", answer.body());
            assertNotNull(seen.poll(), "it has ended");
            assertEquals(404, unknown.statusCode());
        }
    }

    @Test
    void aTimerThatFailsWhenToldToRunIsAnswered500(@TempDir Path folder) throws Exception {
        HostOptions options =
                new HostOptions(PackagedApp.of(folder, FailingTimer.class), Role.WORK, 0, OptionalInt.of(0), false);
        try (RunningHost host = RunningHost.start(options, Map.of(), Clock.systemUTC())) {
            HttpResponse<String> answer =
                    post(URI.create("http://127.0.0.1:" + host.adminPort().orElseThrow() + "/admin/functions/T_Fails"));

            assertEquals(500, answer.statusCode());
        }
    }

    private static HttpResponse<String> post(URI verb) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(verb).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    private JsonNode state() throws Exception {
        return new ObjectMapper().readTree(assertNotNullNow(seen.poll(10, TimeUnit.SECONDS)));
    }

    private static String assertNotNullNow(String line) {
        assertNotNull(line, "the timer did not fire");
        return line;
    }
}
