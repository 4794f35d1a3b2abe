package io.muster.conformance.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.Patience;
import io.muster.conformance.http.Sas;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.http.Wire;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The service under steady load: a minute in every build, eight hours with the profile {@code release}. What the functions
 * hosts hold on to after a collection must not grow; times are judged in the long run only.
 */
@ExtendWith(LocalStackExtension.class)
@DisplayName("issue 6.10: the soak")
final class SoakTest {
    private static final int MINUTES = Integer.getInteger("muster.soak", 1);
    private static final boolean LONG = MINUTES >= 60;
    private static final int WINDOWS = 12;
    /** Of heap that is in use after a collection: classes and caches that fill up in the first minutes are no leak. */
    private static final double KILOBYTES_OF_GROWTH = 24_576;

    private static final double SLOWER = 1.10;
    private static final List<String> HOSTS = List.of("functions-http-1", "functions-http-2", "functions-work");
    private static final Pattern USED = Pattern.compile("(?:generation|heap).*used (\\d+)K");

    private final LocalStack stack = LocalStack.ofItsOwn("soak");
    private final Wire edge = new Wire(stack.edge(), stack.trust());
    private final String prefix = Names.fresh("soak");

    @AfterEach
    void stop() {
        stack.close();
    }

    @Test
    @DisplayName("every registration ends as assigned, memory does not grow, the queue is empty in the end")
    void soak() throws Exception {
        String key = new ServiceApi(stack, edge).group(prefix);
        List<Soak.Window> windows = new ArrayList<>();
        List<Long> heaps = new ArrayList<>();
        try (Soak soak = new Soak(new DeviceApi(stack, edge), prefix, id -> Sas.derive(key, id))) {
            for (int i = 0; i < WINDOWS; i++) {
                windows.add(soak.run(Duration.ofMinutes(MINUTES).dividedBy(WINDOWS)));
                heaps.add(heap());
                System.out.println("soak: " + windows.get(i) + ", heaps in use " + heaps.get(i) + " KB");
            }
            assertEquals(List.of(), soak.failures());
        }

        double growth =
                mean(heaps.subList(WINDOWS * 2 / 3, WINDOWS)) - mean(heaps.subList(WINDOWS / 3, WINDOWS * 2 / 3));
        assertTrue(growth < KILOBYTES_OF_GROWTH, () -> "heaps grow: " + heaps);
        long unused = Patience.until(Duration.ofMinutes(2), stack.broker()::waiting, waiting -> waiting == 0);
        if (LONG) {
            assertTrue(
                    slowest(windows.subList(WINDOWS * 2 / 3, WINDOWS))
                            < slowest(windows.subList(0, WINDOWS / 3)) * SLOWER,
                    windows::toString);
        }
    }

    /** Of all functions hosts after a collection, in KB. */
    private long heap() throws IOException, InterruptedException {
        long sum = 0;
        for (String host : HOSTS) {
            String unused = jcmd(host, "GC.run");
            Matcher used = USED.matcher(jcmd(host, "GC.heap_info"));
            while (used.find()) {
                sum += Long.parseLong(used.group(1));
            }
        }
        assertTrue(sum > 0, "no heap is told");
        return sum;
    }

    private String jcmd(String host, String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(stack.pid(host)),
                        command)
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), out);
        return out;
    }

    private static double mean(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).average().orElseThrow();
    }

    private static double slowest(List<Soak.Window> windows) {
        return windows.stream()
                .mapToLong(window -> window.p99().toMillis())
                .average()
                .orElseThrow();
    }
}
