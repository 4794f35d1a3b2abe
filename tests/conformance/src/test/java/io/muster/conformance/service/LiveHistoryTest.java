package io.muster.conformance.service;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.conformance.http.Answer;
import io.muster.conformance.http.Call;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import io.muster.core.testkit.EnrollmentCaller;
import io.muster.core.testkit.History;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same histories as in the app's own tests, but over sockets, two instances and a real store, in nobody's order. */
@ExtendWith(LocalStackExtension.class)
@DisplayName("Operators at work on the same enrollments through both instances")
final class LiveHistoryTest {
    private static final int HISTORIES = 60;
    private static final int CALLERS = 4;
    private static final int ACTIONS = 5;

    private final ServiceApi service;

    LiveHistoryTest(LocalStack stack) {
        this.service = new ServiceApi(stack);
    }

    @Test
    @DisplayName("rest.md 3.1: whatever they were told could have happened one after another")
    void everyHistoryHasAnOrder() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try {
            for (int i = 0; i < HISTORIES; i++) {
                for (Map.Entry<String, History> each : play(i, threads).entrySet()) {
                    assertTrue(each.getValue().hasOrder(), each.getKey() + "\n" + each.getValue());
                }
            }
        } finally {
            threads.shutdown();
        }
    }

    private Map<String, History> play(int number, ExecutorService threads) throws Exception {
        String prefix = Names.fresh("history");
        List<String> ids = List.of(prefix + "-1", prefix + "-2");
        Map<String, History> histories = new HashMap<>();
        ids.forEach(id -> histories.put(id, new History()));
        List<Future<?>> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            EnrollmentCaller caller =
                    new EnrollmentCaller(this::call, System::nanoTime, ids, histories, number * 31L + i);
            callers.add(threads.submit(() -> {
                for (int action = 0; action < ACTIONS; action++) {
                    caller.act();
                }
            }));
        }
        for (Future<?> caller : callers) {
            caller.get();
        }
        return histories;
    }

    private EnrollmentCaller.Answer call(String method, String target, String body, Map<String, String> headers) {
        Call call = Call.of(method, target);
        Call sent = body.isEmpty() ? call : call.json(body);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            sent = sent.with(header.getKey(), header.getValue());
        }
        Answer answer = service.authorized(sent);
        Map<String, String> answered = new HashMap<>();
        answer.headers().map().forEach((name, values) -> answered.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        return new EnrollmentCaller.Answer(answer.status(), answer.body(), answered);
    }
}
