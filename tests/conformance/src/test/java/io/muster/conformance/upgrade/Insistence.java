package io.muster.conformance.upgrade;

import io.muster.conformance.http.Answer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Asks as the vendor's clients do: again after 429, 5xx and a broken connection (clients.md 11), for a minute. Only 500 is
 * taken as it is: an instance that stops explains the others, but not that a build fails.
 */
record Insistence(Ledger ledger) {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration AFTER_A_BREAK = Duration.ofMillis(500);

    /** @param doubtful whether an earlier attempt may have been carried out though its answer was none */
    record Settled(Answer answer, boolean doubtful) {}

    Settled ask(Supplier<Answer> question) {
        Instant end = Instant.now().plus(LONGEST);
        boolean doubtful = false;
        String last = "";
        while (Instant.now().isBefore(end)) {
            Duration pause = AFTER_A_BREAK;
            try {
                Answer answer = question.get();
                if (answer.status() <= 500 && answer.status() != 429) {
                    return new Settled(answer, doubtful);
                }
                ledger.count(
                        "asked again after " + answer.status() + (answer.body().isEmpty() ? " without body" : ""));
                last = answer.toString();
                pause = told(answer);
            } catch (UncheckedIOException e) {
                ledger.count("asked again after a broken connection");
                last = e.toString();
            }
            doubtful = true;
            waitFor(pause);
        }
        throw new AssertionError("no answer within " + LONGEST + ", at last " + last);
    }

    /** What the answer says, and at least what a client waits that is told nothing. */
    static Duration told(Answer answer) {
        return answer.header("Retry-After")
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(AFTER_A_BREAK);
    }

    static void waitFor(Duration pause) {
        LockSupport.parkNanos(pause.toNanos());
    }
}
