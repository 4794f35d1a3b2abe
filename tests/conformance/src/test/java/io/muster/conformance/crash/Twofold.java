package io.muster.conformance.crash;

import io.muster.conformance.stack.Hub;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How long a device's identity was enabled on more than one hub at a time, from what the hubs have seen. */
final class Twofold {
    private record Step(Instant at, String hub, boolean enabled) {}

    private final List<Step> steps = new ArrayList<>();

    static Twofold of(List<Hub> hubs, String device) {
        Twofold twofold = new Twofold();
        for (Hub hub : hubs) {
            hub.history(device)
                    .forEach(change -> twofold.steps.add(new Step(change.at(), hub.host(), change.enabled())));
        }
        twofold.steps.sort(Comparator.comparing(Step::at));
        return twofold;
    }

    /** Where it is enabled in the end. */
    List<String> hubs() {
        Map<String, Boolean> last = new HashMap<>();
        steps.forEach(step -> last.put(step.hub(), step.enabled()));
        return last.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The longest time on more than one, up to now. */
    Duration longest(Instant now) {
        Map<String, Boolean> enabled = new HashMap<>();
        Instant since = Instant.MAX;
        Duration longest = Duration.ZERO;
        for (Step step : steps) {
            enabled.put(step.hub(), step.enabled());
            boolean twofold = enabled.values().stream().filter(it -> it).count() > 1;
            if (!twofold && since.isBefore(step.at())) {
                longest = longer(longest, Duration.between(since, step.at()));
            }
            since = !twofold ? Instant.MAX : since.equals(Instant.MAX) ? step.at() : since;
        }
        return since.isBefore(now) ? longer(longest, Duration.between(since, now)) : longest;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
