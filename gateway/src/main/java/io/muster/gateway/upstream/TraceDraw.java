package io.muster.gateway.upstream;

import io.muster.core.telemetry.TraceParent;
import java.util.random.RandomGenerator;

/**
 * A trace for each call, whatever protocol it came by, and by chance whether it is recorded. Nothing that a client says has a part in either: strangers
 * would have their calls recorded at our cost, or in somebody else's trace.
 */
public final class TraceDraw {
    private static final int HUNDRED = 100;

    private final int percent;
    private final RandomGenerator random;

    /** @param percent how many in a hundred are recorded, 0 to 100 */
    public TraceDraw(int percent, RandomGenerator random) {
        this.percent = percent;
        this.random = random;
    }

    TraceParent next() {
        return TraceParent.begin(random, random.nextInt(HUNDRED) < percent);
    }
}
