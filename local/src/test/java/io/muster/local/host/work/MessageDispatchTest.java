package io.muster.local.host.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.muster.local.host.PackagedApp;
import io.muster.local.host.app.FunctionDefinition;
import io.muster.local.host.app.LoadedApp;
import io.muster.local.host.invoke.BindingValue;
import io.muster.local.host.invoke.InFlight;
import io.muster.local.host.invoke.Invoker;
import io.muster.local.host.sample.Exchange;
import io.muster.local.host.sample.WorkFunctions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a message is settled, with a packaged function and a delivery without a broker. */
class MessageDispatchTest {
    @TempDir
    Path folder;

    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private final InFlight inFlight = new InFlight();
    private LoadedApp app;
    private MessageDispatch dispatch;

    /** Remembers how it was settled. */
    private record Letter(String body, Map<String, BindingValue> metadata, List<String> settled) implements Delivery {
        @Override
        public void complete() {
            settled.add("complete");
        }

        @Override
        public void abandon() {
            settled.add("abandon");
        }
    }

    private static Letter letter(String body, long delivery) {
        return new Letter(
                body,
                Map.of(
                        "MessageId", BindingValue.text("id"),
                        "DeliveryCount", BindingValue.number(delivery),
                        "SequenceNumber", BindingValue.number(7),
                        "EnqueuedTimeUtc", BindingValue.time("2026-11-23T10:00Z")),
                new ArrayList<>());
    }

    @BeforeEach
    void load() throws Exception {
        Exchange.open(seen, new CountDownLatch(1), new CountDownLatch(1));
        app = LoadedApp.load(PackagedApp.of(folder, WorkFunctions.class));
        FunctionDefinition function = app.functions().get(0);
        dispatch = new MessageDispatch(function, new Invoker(app), inFlight);
    }

    @AfterEach
    void close() throws Exception {
        app.close();
    }

    @Test
    void aReturnCompletesAndTheFunctionSawBodyAndMetadata() {
        // given
        Letter letter = letter("{\"a\":1}", 1);

        // when
        dispatch.dispatch(letter);

        // then
        assertEquals(List.of("complete"), letter.settled());
        assertEquals(List.of("Q_Work {\"a\":1} id delivery=1 sequence=7 \"2026-11-23T10:00Z\""), new ArrayList<>(seen));
    }

    @Test
    void anExceptionAbandons() {
        // given
        Letter letter = letter("fail once", 1);

        // when
        dispatch.dispatch(letter);

        // then
        assertEquals(List.of("abandon"), letter.settled());
    }

    @Test
    void anAbsentBindingNameFailsBeforeTheFunctionAndAbandons() {
        // given
        Letter letter = new Letter("x", Map.of(), new ArrayList<>());

        // when
        dispatch.dispatch(letter);

        // then
        assertEquals(List.of("abandon"), letter.settled());
        assertEquals(0, seen.size());
    }

    @Test
    void aMessageThatComesDuringTheStopIsHeldUnsettled() throws Exception {
        // given
        inFlight.stop(Duration.ZERO);
        Letter letter = letter("late", 1);

        // when
        Thread listener = new Thread(() -> dispatch.dispatch(letter));
        listener.start();
        dispatch.close();
        listener.join(10_000);

        // then
        assertEquals(List.of(), letter.settled());
        assertEquals(0, seen.size());
        assertFalse(listener.isAlive());
    }
}
