package io.muster.conformance.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.Sas;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.http.Wire;
import io.muster.conformance.stack.Hub;
import io.muster.conformance.stack.Hub.Change;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A fleet that comes all at once, to hubs that take few new devices a minute: 2,000 in every build, 20,000 with the profile
 * {@code scale}. The hubs count each device of a bulk call, the dearer of the two readings.
 */
@ExtendWith(LocalStackExtension.class)
@DisplayName("issue 5.8: the herd")
final class HerdTest {
    private static final int DEVICES = Integer.getInteger("muster.herd", 2000);
    /** Of what an S1 unit takes, 100 writes a minute, so that the run ends in minutes. */
    private static final int SCALE = Math.max(6, DEVICES / 350);

    private static final double PER_SECOND = 2 * SCALE * 100 / 60.0;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final LocalStack stack = LocalStack.ofItsOwn("herd");
    private final Wire edge = new Wire(stack.edge(), stack.trust());
    private final ServiceApi service = new ServiceApi(stack, edge);
    private final DeviceApi devices = new DeviceApi(stack, edge);
    private final String prefix = Names.fresh("herd");

    @AfterEach
    void stop() {
        stack.close();
    }

    @Test
    @DisplayName("all are assigned in the end, once each, and the hubs are kept busy throughout")
    void herd() throws InterruptedException {
        String key = service.group(prefix);
        stack.hubs()
                .forEach(hub -> hub.throttle(
                        "{\"tier\":\"S1\",\"units\":1,\"bulkCounts\":\"devices\",\"scale\":" + SCALE + "}"));

        Herd herd = new Herd(devices, DEVICES, Duration.ofSeconds(60));
        Herd.Outcome outcome = herd.run(i -> prefix + "-" + i, id -> Sas.derive(key, id));

        System.out.println(report(outcome));
        assertEquals(DEVICES, outcome.assigned(), () -> "not all are assigned: " + outcome.others());
        Map<String, Integer> identities = new HashMap<>();
        List<Instant> made = new ArrayList<>();
        for (Hub hub : stack.hubs()) {
            for (Change change : hub.history("")) {
                if (change.device().startsWith(prefix) && change.event().equals("created")) {
                    int unused = identities.merge(change.device(), 1, Integer::sum);
                    made.add(change.at());
                }
            }
        }
        assertEquals(DEVICES, identities.size());
        assertEquals(DEVICES, made.size(), "some identity was made twice");
        assertBusy(made);
    }

    /**
     * In every minute until nine tenths are done, the hubs take a third of what they could at least. Their limit is one of
     * a minute, so what they took in its first half they refuse in the second.
     */
    private static void assertBusy(List<Instant> made) {
        List<Instant> inOrder = made.stream().sorted().toList();
        Instant first = inOrder.get(0);
        Instant last = inOrder.get(inOrder.size() * 9 / 10);
        Map<Long, Integer> windows = new TreeMap<>();
        inOrder.forEach(
                at -> windows.merge(Duration.between(first, at).toMillis() / WINDOW.toMillis(), 1, Integer::sum));
        System.out.println("herd: identities made in each minute " + windows.values() + ", possible "
                + Math.round(PER_SECOND * WINDOW.toSeconds()));
        long full = Duration.between(first, last).toMillis() / WINDOW.toMillis();
        for (long window = 0; window < full; window++) {
            int done = windows.getOrDefault(window, 0);
            assertTrue(done >= PER_SECOND * WINDOW.toSeconds() / 3, () -> "goodput collapsed: " + windows);
        }
    }

    private static String report(Herd.Outcome outcome) {
        return "herd: " + DEVICES + " devices, hubs take " + Math.round(PER_SECOND * 60) + " a minute, done in "
                + outcome.took().toSeconds() + " s; registers p50 "
                + outcome.registers().percentile(50) + " ms, p99 "
                + outcome.registers().percentile(99) + " ms; assigned in the first answer " + outcome.atOnce()
                + ", polls a device " + String.format("%.1f", (double) outcome.polls() / DEVICES)
                + ", refused for the time being " + outcome.refusedForNow();
    }
}
