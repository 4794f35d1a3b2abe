package io.muster.core.allocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.hub.LinkedHub;
import io.muster.core.identity.HubHost;
import io.muster.core.identity.RegistrationId;
import io.muster.core.testkit.TestData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AllocatorTest {
    private static final int DEVICES = 100_000;
    private static final LinkedHub A = TestData.hub("hub-a");
    private static final LinkedHub B = TestData.hub("hub-b");
    private static final LinkedHub C = TestData.hub("hub-c");
    private static final LinkedHub HEAVY = TestData.hub("heavy", 5, true);
    private static final LinkedHub SPARE = TestData.hub("spare", 1, false);

    @Test
    @DisplayName("3.3: shares are proportional to weights")
    void shares() {
        List<LinkedHub> hubs =
                List.of(TestData.hub("hub-1", 1, true), TestData.hub("hub-3", 3, true), TestData.hub("hub-6", 6, true));
        Map<HubHost, Integer> counts = new HashMap<>();
        allocate(hubs).values().forEach(host -> counts.merge(host, 1, Integer::sum));
        assertShare(0.1, counts.getOrDefault(TestData.host("hub-1"), 0));
        assertShare(0.3, counts.getOrDefault(TestData.host("hub-3"), 0));
        assertShare(0.6, counts.getOrDefault(TestData.host("hub-6"), 0));
    }

    @Test
    @DisplayName("3.3: a hub added takes its devices from others and moves no one else; removed, it gives them back")
    void leastMovement() {
        Map<RegistrationId, HubHost> without = allocate(List.of(A, B, HEAVY));
        Map<RegistrationId, HubHost> with = allocate(List.of(A, B, HEAVY, C));
        int moved = 0;
        for (Map.Entry<RegistrationId, HubHost> before : without.entrySet()) {
            HubHost after = host(with, before.getKey());
            // Read from right to left it is the hub's removal: only its own devices go elsewhere.
            assertTrue(after.equals(before.getValue()) || after.equals(C.host()), before::toString);
            moved += after.equals(C.host()) ? 1 : 0;
        }
        assertShare(1.0 / 8, moved);
    }

    @Test
    @DisplayName("3.3: what a removed hub leaves is shared by the others' weights")
    void removal() {
        Map<RegistrationId, HubHost> with = allocate(List.of(A, B, HEAVY));
        Map<RegistrationId, HubHost> without = allocate(List.of(A, B));
        Map<HubHost, Integer> heirs = new HashMap<>();
        with.forEach((id, before) -> {
            HubHost after = host(without, id);
            if (before.equals(HEAVY.host())) {
                heirs.merge(after, 1, Integer::sum);
            } else {
                assertEquals(before, after);
            }
        });
        int left = heirs.values().stream().mapToInt(Integer::intValue).sum();
        assertShare(5.0 / 7, left);
        assertShare(5.0 / 14, heirs.getOrDefault(A.host(), 0));
    }

    @Test
    @DisplayName("3.3: a hub whose weight grows only gains")
    void growingWeight() {
        Map<RegistrationId, HubHost> even = allocate(List.of(A, B));
        Map<RegistrationId, HubHost> heavier = allocate(List.of(A, TestData.hub("hub-b", 2, true)));
        even.forEach((id, before) -> {
            if (before.equals(B.host())) {
                assertEquals(B.host(), host(heavier, id));
            }
        });
        assertNotEquals(even, heavier);
    }

    @Test
    @DisplayName("3.3: neither the id's case nor the order of the hubs matters")
    void stable() {
        List<LinkedHub> hubs = new ArrayList<>(List.of(A, B, C));
        Random random = new Random(33);
        for (int i = 0; i < 200; i++) {
            Optional<LinkedHub> first = hashed("Unit-" + i, hubs);
            Collections.shuffle(hubs, random);
            assertEquals(first, hashed("uNIT-" + i, hubs));
        }
    }

    @Test
    @DisplayName("3.6, 3.7: hubs out of the policy are picked by name only")
    void spareHubs() {
        assertEquals(Optional.of(A), hashed("unit-1", List.of(A, SPARE)));
        assertEquals(Optional.empty(), hashed("unit-1", List.of(SPARE)));
        assertEquals(
                Optional.of(SPARE),
                choose(AllocationPolicy.HASHED, id("unit-1"), List.of(SPARE.host()), List.of(A, SPARE)));
    }

    @Test
    @DisplayName("3.7: named hubs alone are eligible")
    void namedHubs() {
        List<HubHost> named = List.of(A.host(), B.host());
        for (int i = 0; i < 100; i++) {
            LinkedHub hub = choose(AllocationPolicy.HASHED, id("unit-" + i), named, List.of(A, B, C))
                    .orElseThrow();
            assertNotEquals(C, hub);
        }
    }

    @Test
    @DisplayName("3.8: a named hub that is no longer linked is not picked")
    void unlinkedHubs() {
        assertEquals(
                Optional.of(B),
                choose(AllocationPolicy.HASHED, id("unit-1"), List.of(A.host(), B.host()), List.of(B, C)));
        assertEquals(Optional.empty(), choose(AllocationPolicy.STATIC, id("unit-1"), List.of(A.host()), List.of(B)));
        assertEquals(Optional.empty(), hashed("unit-1", List.of()));
    }

    @Test
    @DisplayName("3.5: static is the one hub named, and none when none or several are")
    void fixed() {
        List<LinkedHub> linked = List.of(A, B);
        assertEquals(Optional.of(B), fixed(List.of(B.host()), linked));
        assertEquals(Optional.of(B), fixed(List.of(B.host(), B.host()), linked));
        assertEquals(Optional.empty(), fixed(List.of(), linked));
        assertEquals(Optional.empty(), fixed(List.of(A.host(), B.host()), linked));
    }

    private static Optional<LinkedHub> fixed(List<HubHost> named, List<LinkedHub> linked) {
        return choose(AllocationPolicy.STATIC, id("unit-1"), named, linked);
    }

    private static Optional<LinkedHub> choose(
            AllocationPolicy policy, RegistrationId id, List<HubHost> named, List<LinkedHub> linked) {
        return new Allocator((hubs, origin) -> List.of())
                .choose(policy, id, Origin.UNKNOWN, Optional.empty(), Allocator.eligible(policy, named, linked));
    }

    private static Map<RegistrationId, HubHost> allocate(List<LinkedHub> hubs) {
        Map<RegistrationId, HubHost> result = new HashMap<>();
        for (int i = 0; i < DEVICES; i++) {
            String name = "device-" + i;
            result.put(id(name), hashed(name, hubs).orElseThrow().host());
        }
        return result;
    }

    private static HubHost host(Map<RegistrationId, HubHost> allocated, RegistrationId id) {
        return Optional.ofNullable(allocated.get(id)).orElseThrow();
    }

    private static Optional<LinkedHub> hashed(String id, List<LinkedHub> linked) {
        return choose(AllocationPolicy.HASHED, id(id), List.of(), linked);
    }

    private static RegistrationId id(String text) {
        return new RegistrationId(text);
    }

    /** Within four standard deviations. */
    private static void assertShare(double expected, int count) {
        double tolerance = 4 * Math.sqrt(DEVICES * expected * (1 - expected));
        assertTrue(
                Math.abs(count - expected * DEVICES) < tolerance,
                () -> count + " of " + DEVICES + " is not about " + expected);
    }
}
