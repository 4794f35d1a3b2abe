package io.muster.core.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemKindTest {
    @ParameterizedTest
    @DisplayName("1.15: a code is the status times a thousand and a detail")
    @EnumSource(ProblemKind.class)
    void codes(ProblemKind kind) {
        assertEquals(kind.status(), kind.code() / 1000);
    }

    @Test
    @DisplayName("seams 3: a refused device is told nothing of the reason")
    void unauthorized() {
        Problem problem = Problem.unauthorized("the token expired");
        assertEquals("Unauthorized", problem.message());
        assertEquals("the token expired", problem.reason());
        assertEquals(401002, problem.kind().code());
    }

    @Test
    @DisplayName("clients 10: what may be tried again says when")
    void retryAfter() {
        IllegalStateException cause = new IllegalStateException("down");
        Problem problem = Problem.unavailable("The store does not answer", cause);
        assertEquals(Optional.of(Duration.ofSeconds(3)), problem.retryAfter());
        assertSame(cause, problem.getCause());
        assertEquals(ProblemKind.UNAVAILABLE, problem.kind());
        assertEquals(
                Optional.of(Duration.ofSeconds(5)),
                Problem.throttled("slow down", Duration.ofSeconds(5)).retryAfter());
    }
}
