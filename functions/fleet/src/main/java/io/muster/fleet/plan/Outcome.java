package io.muster.fleet.plan;

import java.util.List;
import java.util.Optional;

/**
 * What became of a plan.
 *
 * @param failed the steps at which it stopped, none of which is done; more than one where they are one write
 * @param failure what went wrong there
 * @param left what comes after them and was not begun
 */
public record Outcome(List<Step> done, List<Step> failed, Optional<String> failure, List<Step> left) {
    public Outcome {
        done = List.copyOf(done);
        failed = List.copyOf(failed);
        left = List.copyOf(left);
    }

    public boolean isComplete() {
        return failure.isEmpty();
    }
}
