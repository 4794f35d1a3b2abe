package io.muster.gateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.muster.core.telemetry.TraceParent;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("issue 6.4: sampling keeps the cost stated")
class TraceDrawTest {
    private static final int DRAWS = 100_000;

    @ParameterizedTest(name = "{0} in a hundred")
    @ValueSource(ints = {0, 1, 10, 50, 100})
    @DisplayName("the share of traces that are recorded is the one that was set")
    void share(int percent) {
        TraceDraw draw = new TraceDraw(percent, new Random(20261123L));

        long recorded = Stream.generate(draw::next)
                .limit(DRAWS)
                .filter(TraceParent::sampled)
                .count();

        // Four standard deviations of as many draws.
        double spread = 4 * Math.sqrt(DRAWS * (percent / 100.0) * (1 - percent / 100.0));
        assertEquals(DRAWS * percent / 100.0, (double) recorded, spread);
    }

    @ParameterizedTest(name = "{0} in a hundred")
    @ValueSource(ints = {1, 100})
    @DisplayName("every draw is another trace")
    void fresh(int percent) {
        TraceDraw draw = new TraceDraw(percent, new Random(1));

        assertEquals(
                1000,
                Stream.generate(draw::next)
                        .limit(1000)
                        .map(TraceParent::traceId)
                        .distinct()
                        .count());
    }
}
