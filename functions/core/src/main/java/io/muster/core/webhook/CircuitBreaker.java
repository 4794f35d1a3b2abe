package io.muster.core.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Spares a webhook that is down, and the devices that would wait for it: after some failures in a row it is left alone for
 * a while, then one call finds out whether it is back. Each instance knows what it saw itself.
 */
final class CircuitBreaker {
    /** Those asked least recently are forgotten, which only means that they are called again. */
    private static final int MOST_PLACES = 1000;

    /** @param until nobody calls before; in the past while all is well */
    private record State(int failures, Instant until) {}

    private final InstantSource clock;
    private final int failures;
    private final Duration pause;
    private final Map<String, State> states = new LinkedHashMap<>(16, 0.75f, true);

    /** @param failures how many in a row open it */
    CircuitBreaker(InstantSource clock, int failures, Duration pause) {
        this.clock = clock;
        this.failures = failures;
        this.pause = pause;
    }

    /** Empty when the place may be called now; else how long it is to be left alone. */
    synchronized Optional<Duration> wait(String place) {
        State state = states.get(place);
        if (state == null || state.failures() < failures) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        // A clock set back must not keep it open for longer than a pause.
        if (now.isBefore(state.until()) && !now.isBefore(state.until().minus(pause))) {
            return Optional.of(Duration.between(now, state.until()));
        }
        // This caller is the one to find out; should nothing be heard of it, another one is after a pause.
        states.put(place, new State(state.failures(), now.plus(pause)));
        return Optional.empty();
    }

    /** It answered, whatever it said. */
    synchronized void alive(String place) {
        states.remove(place);
    }

    synchronized void failed(String place) {
        State before = states.getOrDefault(place, new State(0, Instant.MIN));
        states.put(
                place,
                new State(
                        Math.min(before.failures() + 1, failures),
                        clock.instant().plus(pause)));
        if (states.size() > MOST_PLACES) {
            states.remove(states.keySet().iterator().next());
        }
    }
}
