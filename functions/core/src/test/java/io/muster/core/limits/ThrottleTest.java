package io.muster.core.limits;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.identity.RegistrationId;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.testkit.InMemoryAllowances;
import io.muster.core.testkit.ManualClock;
import io.muster.core.testkit.SeededRandom;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@DisplayName("rules 7.2, 7.3: who is told to come back later")
class ThrottleTest {
    private static final RegistrationId DEVICE = new RegistrationId("dev-1");
    private static final Optional<InetAddress> HOME = Optional.of(InetAddress.getLoopbackAddress());
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-04T05:06:07Z"));
    private final InMemoryAllowances allowances = new InMemoryAllowances();
    private final Throttle throttle = with(new Rates(10, 3, 5, LONGEST));

    @Test
    @DisplayName("rule 7: five look-ups in ten seconds, each device for itself, in any spelling of its id")
    void polls() {
        for (int i = 0; i < 5; i++) {
            throttle.polling(DEVICE, HOME);
        }
        clock.advance(Duration.ofSeconds(4));
        assertEquals(Duration.ofSeconds(6), told(() -> throttle.polling(new RegistrationId("DEV-1"), HOME)));
        throttle.polling(new RegistrationId("dev-2"), HOME);
        clock.advance(Duration.ofSeconds(6));
        throttle.polling(DEVICE, HOME);
    }

    @Test
    @DisplayName("issue 6.3: who comes before its time waits twice as long each time, but is heard within the bound")
    void impatient() {
        for (int i = 0; i < 5; i++) {
            throttle.polling(DEVICE, HOME);
        }
        Instant began = clock.instant();
        Duration before = told(() -> throttle.polling(DEVICE, HOME));
        int refusals = 0;
        boolean longer = false;
        while (clock.instant().isBefore(began.plus(LONGEST))) {
            Duration wait = told(() -> throttle.polling(DEVICE, HOME));
            longer |= wait.compareTo(before) > 0;
            refusals++;
            clock.advance(Duration.ofSeconds(1));
        }
        assertTrue(longer && refusals == LONGEST.toSeconds(), "refused " + refusals + " times");
        assertDoesNotThrow(() -> throttle.polling(DEVICE, HOME));
    }

    @Test
    @DisplayName("issue 6.3: a device that keeps to what it was told is not held up any longer")
    void patient() {
        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < 5; i++) {
                throttle.polling(DEVICE, HOME);
            }
            Duration wait = told(() -> throttle.polling(DEVICE, HOME));
            assertTrue(wait.compareTo(Duration.ofSeconds(10)) <= 0, wait::toString);
            clock.advance(wait);
        }
    }

    @Test
    @DisplayName("rule 7: registers by the minute; whoever comes early costs nobody else's allowance")
    void registers() {
        for (int i = 0; i < 10; i++) {
            throttle.registering(new RegistrationId("dev-" + i), HOME);
        }
        Duration wait = told(() -> throttle.registering(new RegistrationId("late"), HOME));
        assertTrue(wait.compareTo(Duration.ofSeconds(53)) >= 0, wait::toString);
        assertEquals(
                ProblemKind.THROTTLED,
                assertThrows(Problem.class, throttle::aboutToRegister).kind());
        clock.advance(Duration.ofSeconds(53));
        throttle.aboutToRegister();
        RegistrationId early = new RegistrationId("late");
        if (wait.compareTo(Duration.ofSeconds(54)) > 0) {
            Duration unused = told(() -> throttle.registering(early, HOME));
        }
        for (int i = 0; i < 10; i++) {
            throttle.registering(new RegistrationId("other-" + i), HOME);
        }
    }

    @Test
    @DisplayName("rule 7: calls of the service API by the minute")
    void serviceCalls() {
        throttle.serviceCall();
        throttle.serviceCall();
        throttle.serviceCall();
        Duration wait = told(throttle::serviceCall);
        assertTrue(wait.compareTo(Duration.ofSeconds(53)) >= 0, wait::toString);
        throttle.registering(DEVICE, HOME);
    }

    @Test
    @DisplayName("issue 6.3: who fails to prove itself again and again waits, the same id from elsewhere does not")
    void failures() throws Exception {
        for (int i = 0; i < 6; i++) {
            throttle.arriving(DEVICE, HOME);
            throttle.failed(DEVICE, HOME);
        }
        assertTrue(told(() -> throttle.arriving(DEVICE, HOME)).compareTo(Duration.ofSeconds(2)) >= 0);
        throttle.arriving(DEVICE, Optional.of(InetAddress.getByName("192.0.2.7")));
        throttle.arriving(new RegistrationId("dev-2"), HOME);
        clock.advance(LONGEST);
        throttle.arriving(DEVICE, HOME);
        throttle.polling(DEVICE, HOME);
        throttle.failed(DEVICE, HOME);
        throttle.arriving(DEVICE, HOME);
    }

    @Test
    @DisplayName("issue 6.3: a stranger that names a device locks it out nowhere: neither by failing nor from nowhere")
    void stranger() {
        for (int i = 0; i < 1000; i++) {
            throttle.arriving(DEVICE, Optional.empty());
            throttle.failed(DEVICE, Optional.empty());
            throttle.failed(DEVICE, HOME);
        }
        throttle.registering(DEVICE, Optional.empty());
        throttle.arriving(DEVICE, Optional.empty());
        throttle.polling(DEVICE, Optional.empty());
    }

    @Test
    @DisplayName("issue 6.3: what is held against anybody takes bounded memory")
    void bounded() {
        Penalties<Integer> penalties = new Penalties<>(LONGEST, clock);
        for (int i = 0; i < RecentMap.MOST + 1000; i++) {
            penalties.told(i, LONGEST);
        }
        assertEquals(RecentMap.MOST, penalties.held());
        assertEquals(Optional.empty(), penalties.early(0));
        assertTrue(penalties.early(RecentMap.MOST).isPresent());
    }

    @Test
    @DisplayName("issue 6.3: a clock that is set back locks nobody out")
    void clockSetBack() {
        PollRate polls = new PollRate(1, clock);
        Penalties<String> penalties = new Penalties<>(Duration.ofMinutes(1), clock);
        clock.advance(Duration.ofHours(1));
        RegistrationId id = new RegistrationId("press-17");
        assertTrue(polls.take(id).isEmpty());
        penalties.told("a", Duration.ofSeconds(30));
        assertTrue(polls.take(id).isPresent() && penalties.early("a").isPresent());
        clock.setBack(Duration.ofHours(1));
        assertTrue(polls.take(id).isEmpty());
        assertTrue(penalties.early("a").isEmpty());
    }

    @Test
    @DisplayName("issue 6.3: 0 is no limit and no penalty")
    void none() {
        Throttle open = with(Rates.UNLIMITED);
        for (int i = 0; i < 10_000; i++) {
            open.arriving(DEVICE, HOME);
            open.aboutToRegister();
            open.failed(DEVICE, HOME);
            open.registering(DEVICE, HOME);
            open.polling(DEVICE, HOME);
            open.serviceCall();
        }
        assertEquals(0, allowances.calls());
    }

    private Throttle with(Rates rates) {
        return new Throttle(rates, allowances, clock, new SeededRandom(11));
    }

    private static Duration told(Executable call) {
        Problem problem = assertThrows(Problem.class, call);
        assertEquals(429001, problem.kind().code());
        return problem.retryAfter().orElseThrow();
    }
}
