package io.muster.conformance.scale;

import io.muster.conformance.http.Answer;
import io.muster.conformance.http.Call;
import io.muster.conformance.http.ServiceApi;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Brings lines in by way of imports, a few calls at a time, each of some hundred lines. */
final class Loading {
    private static final int AT_ONCE = 4;
    /** A call of some hundred lines: a busy machine gets through them well within the time a call may take. */
    private static final int LONGEST = 20_000;

    private static final int TRIES = 5;

    private final ServiceApi service;

    Loading(ServiceApi service) {
        this.service = service;
    }

    /** Lines {@code from} to {@code to}, the latter not included; every one of them has to come in. */
    void lines(int from, int to, IntFunction<String> line) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> calls = new ArrayList<>();
            StringBuilder body = new StringBuilder();
            for (int i = from; i < to; i++) {
                body.append(line.apply(i)).append('\n');
                if (body.length() > LONGEST - 1000 || i == to - 1) {
                    String text = body.toString();
                    calls.add(threads.submit(() -> bring(text)));
                    body.setLength(0);
                }
            }
            for (Future<?> call : calls) {
                call.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    /** A store that is busy for a moment refuses a line for the time being, or takes too long: an import may be repeated. */
    private void bring(String lines) {
        String refused = "";
        for (int i = 0; i < TRIES; i++) {
            refused = refused(lines);
            if (refused.isEmpty()) {
                return;
            }
        }
        throw new AssertionError("not all lines came in: " + refused);
    }

    private String refused(String lines) {
        Answer answer;
        try {
            answer = service.authorized(
                    Call.of("POST", "/muster/import").body(lines).with("Content-Type", "application/x-ndjson"));
        } catch (UncheckedIOException e) {
            return e.toString();
        }
        if (answer.status() != 200
                || answer.body().lines().count() != lines.lines().count()) {
            return answer.toString();
        }
        return answer.body()
                .lines()
                .filter(it -> !it.contains("\"created\"") && !it.contains("\"updated\""))
                .collect(Collectors.joining("\n"));
    }
}
