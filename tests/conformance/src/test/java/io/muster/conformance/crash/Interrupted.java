package io.muster.conformance.crash;

import io.muster.conformance.http.Answer;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;

/** A call whose answer may have got lost. */
record Interrupted(Optional<Answer> answer) {
    static Interrupted of(Supplier<Answer> call) {
        try {
            return new Interrupted(Optional.of(call.get()));
        } catch (UncheckedIOException cut) {
            return new Interrupted(Optional.empty());
        }
    }

    /** The operation that the device was told of. */
    Optional<String> operation() {
        return answer.filter(it -> it.status() == 202 && it.text("/status").equals("assigning"))
                .map(it -> it.text("/operationId"));
    }
}
