package io.muster.core.limits;

import io.muster.core.identity.RegistrationId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Look-ups of each device in windows of ten seconds, in this instance's memory alone. */
final class PollRate {
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private record Window(Instant start, int polls) {}

    private final int perWindow;
    private final InstantSource clock;
    private final RecentMap<RegistrationId, Window> windows = new RecentMap<>();

    PollRate(int perWindow, InstantSource clock) {
        this.perWindow = perWindow;
        this.clock = clock;
    }

    /** Empty: go on. Else how long until the window is over. */
    synchronized Optional<Duration> take(RegistrationId id) {
        if (perWindow == 0) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Window window = windows.find(id)
                // One that begins later is of a clock that was set back.
                .filter(it ->
                        !now.isBefore(it.start()) && now.isBefore(it.start().plus(WINDOW)))
                .orElse(new Window(now, 0));
        if (window.polls() >= perWindow) {
            return Optional.of(Duration.between(now, window.start().plus(WINDOW)));
        }
        windows.put(id, new Window(window.start(), window.polls() + 1));
        return Optional.empty();
    }
}
