package io.muster.conformance.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.conformance.http.Answer;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.Sas;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.http.Wire;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import io.muster.conformance.stack.TableOperations;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Enrollments and records by the thousand. Operations are asserted, since they must not grow; times are printed only: the
 * store of the local service looks at every row of a table to answer a range, which Azure's does not.
 */
@ExtendWith(LocalStackExtension.class)
@DisplayName("issue 3.7: what a page costs as the fleet grows")
final class GrowthTest {
    private static final int MOST = Integer.getInteger("muster.scale", 5000);
    private static final int PAGE = 100;
    private static final int MEMBERS = 500;
    private static final int REGISTERING = 20;

    private final LocalStack stack = LocalStack.ofItsOwn("growth");
    private final Wire edge = new Wire(stack.edge(), stack.trust());
    private final ServiceApi service = new ServiceApi(stack, edge);
    private final TableOperations operations = new TableOperations(stack);
    private final String prefix = Names.fresh("fleet");
    private final String small = Names.fresh("small");
    private final String large = Names.fresh("large");
    private final String growing = Names.fresh("growing");
    private final String hub = stack.hubs().get(0).host();

    @AfterEach
    void stop() {
        stack.close();
    }

    // The records' groups need not be there: theirs is only a name to list them by (1.23).
    @Test
    @DisplayName("operations a page stay the same, a group costs its members, a register what it always cost")
    void growth() throws Exception {
        String growingKey = service.group(growing);
        Loading loading = new Loading(service);
        loading.lines(0, MEMBERS, i -> record(small, i));
        List<Long> perRegister = new ArrayList<>();
        int there = 0;
        for (int level : levels()) {
            int from = there;
            loading.lines(from, level, this::enrollment);
            loading.lines(from, level, i -> record(large, i));
            there = level;
            measure(level);
            perRegister.add(register(level, growingKey));
        }
        assertTrue(perRegister.stream().distinct().count() == 1, "a register costs " + perRegister);
    }

    private void measure(int level) {
        String mine = "SELECT * FROM enrollments WHERE STARTSWITH(registrationId, '" + prefix + "')";
        int size = level > 10_000 ? 1000 : PAGE;
        report(level, level, "all enrollments", "/enrollments/query", mine, size, size);
        report(level, MEMBERS, "a group of 500", "/registrations/" + small + "/query", "SELECT *", PAGE, PAGE);
        report(level, level, "a group of all", "/registrations/" + large + "/query", "SELECT *", 1000, 1000);
    }

    private void report(int level, int items, String what, String path, String query, int size, int reads) {
        operations.reset();
        Pages pages = Pages.of(service, path, query, size);
        JsonNode counts = operations.counts();
        assertEquals(items, pages.items(), what);
        long all = operations.sum(counts);
        double perPage = (double) all / pages.micros().size();
        System.out.printf(
                Locale.ROOT,
                "growth: %,7d enrollments, %,7d records; %-15s pages of %4d: %6.1f table operations and %7.1f ms a page%n",
                level,
                level + MEMBERS,
                what,
                size,
                perPage,
                pages.medianMillis());
        // One range, one point read an item and one more to see whether it is the last; the clock now and then.
        assertTrue(perPage < reads + 8, what + " costs " + perPage + " operations a page: " + counts);
    }

    /** Table operations of a device that registers for the first time and once more: what it costs most of them. */
    private long register(int level, String groupKey) {
        DeviceApi devices = new DeviceApi(stack, edge);
        List<Long> micros = new ArrayList<>();
        List<Long> costs = new ArrayList<>();
        for (int i = 0; i < REGISTERING; i++) {
            operations.reset();
            String id = growing + "-" + level + "-" + i;
            String key = Sas.derive(groupKey, id);
            for (int again = 0; again < 2; again++) {
                long began = System.nanoTime();
                Answer answer = devices.provision(id, key);
                micros.add((System.nanoTime() - began) / 1000);
                assertEquals("assigned", answer.text("/status"), answer::toString);
            }
            costs.add(operations.of("devices", "members"));
        }
        // Not of all: one whose hub takes its time on a busy machine has to poll.
        long each = median(costs);
        System.out.printf(
                Locale.ROOT,
                "growth: %,7d enrollments; a register: median %.1f ms, twice cost %d table operations%n",
                level,
                median(micros) / 1000.0,
                each);
        return each;
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static List<Integer> levels() {
        List<Integer> levels = new ArrayList<>();
        for (int level = 1000; level < MOST; level *= 10) {
            levels.add(level);
        }
        levels.add(MOST);
        return levels;
    }

    private String enrollment(int i) {
        return "{\"enrollment\":{\"registrationId\":\"" + prefix + "-" + i
                + "\",\"attestation\":{\"type\":\"symmetricKey\"},\"initialTwin\":{\"tags\":{\"line\":" + i % 7
                + "}}}}";
    }

    private String record(String group, int i) {
        return "{\"registration\":{\"registrationId\":\"" + group + "-m" + i + "\",\"enrollmentGroupId\":\"" + group
                + "\",\"assignedHub\":\"" + hub + "\",\"status\":\"assigned\"}}";
    }
}
