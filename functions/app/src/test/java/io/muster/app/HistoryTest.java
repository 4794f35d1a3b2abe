package io.muster.app;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.app.http.Response;
import io.muster.core.testkit.Effort;
import io.muster.core.testkit.EnrollmentCaller;
import io.muster.core.testkit.History;
import io.muster.core.testkit.History.Event;
import io.muster.core.testkit.History.Told;
import io.muster.core.testkit.History.Verb;
import io.muster.core.testkit.Turns;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Operators at work on the same enrollments: as if one after another")
class HistoryTest {
    private static final int HISTORIES = Effort.histories(2000);
    private static final int CALLERS = 3;
    private static final int ACTIONS = 5;
    private static final List<String> IDS = List.of("unit-1", "unit-2");

    // A line for each of tens of thousands of refusals tells nobody anything.
    private static final Logger REFUSALS = Logger.getLogger(FrontDoor.class.getName());

    @BeforeAll
    static void quiet() {
        REFUSALS.setLevel(Level.WARNING);
    }

    @AfterAll
    static void heard() {
        REFUSALS.setLevel(null);
    }

    @Test
    void no_history_of_concurrent_writes_and_reads_breaks_the_order() {
        long events = 0;
        for (long seed = 1; seed <= HISTORIES; seed++) {
            for (Map.Entry<String, History> each : play(seed).entrySet()) {
                events += each.getValue().size();
                assertTrue(each.getValue().hasOrder(), "seed " + seed + ", " + each.getKey() + "\n" + each.getValue());
            }
        }
        assertTrue(events > 10L * HISTORIES, "the callers did too little: " + events);
    }

    @Test
    void a_lost_update_would_be_seen() {
        History history = new History();
        history.add(new Event(1, 2, Verb.CREATE, Optional.empty(), Told.DONE, "a"));
        history.add(new Event(3, 6, Verb.REPLACE, Optional.of("a"), Told.DONE, "b"));
        history.add(new Event(4, 5, Verb.REPLACE, Optional.of("a"), Told.DONE, "c"));
        assertFalse(history.hasOrder());
    }

    @Test
    void a_list_without_what_was_there_all_the_while_would_be_seen() {
        History history = new History();
        history.add(new Event(1, 2, Verb.CREATE, Optional.empty(), Told.DONE, "a"));
        history.add(new Event(3, 4, Verb.READ, Optional.empty(), Told.ABSENT, History.UNTOLD));
        history.add(new Event(5, 6, Verb.READ, Optional.empty(), Told.DONE, "a"));
        assertFalse(history.hasOrder());
    }

    private static Map<String, History> play(long seed) {
        TestApp app = new TestApp();
        Turns turns = new Turns(seed);
        app.journal().atEveryMoment(moment -> turns.pass());
        Map<String, History> histories = new HashMap<>();
        IDS.forEach(id -> histories.put(id, new History()));
        List<Runnable> callers = Stream.iterate(0, i -> i + 1)
                .limit(CALLERS)
                .map(i -> new EnrollmentCaller(
                        (method, target, body, headers) -> call(app, turns, method, target, body, headers),
                        turns::now,
                        IDS,
                        histories,
                        seed * CALLERS + i))
                .<Runnable>map(caller -> () -> {
                    for (int i = 0; i < ACTIONS; i++) {
                        caller.act();
                        turns.pass();
                    }
                })
                .toList();
        turns.play(callers);
        return histories;
    }

    private static EnrollmentCaller.Answer call(
            TestApp app, Turns turns, String method, String target, String body, Map<String, String> headers) {
        turns.pass();
        String[] pairs = headers.entrySet().stream()
                .flatMap(header -> Stream.of(header.getKey(), header.getValue()))
                .toArray(String[]::new);
        Response response = app.manage(method, target, body, pairs);
        Map<String, String> answered = new HashMap<>();
        response.headers().forEach((name, value) -> answered.put(name.toLowerCase(Locale.ROOT), value));
        return new EnrollmentCaller.Answer(response.status(), response.body(), answered);
    }
}
