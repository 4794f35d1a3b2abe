package io.muster.core.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.access.AccessRight;
import io.muster.core.access.SasPolicy;
import io.muster.core.allocation.AllocationPolicy;
import io.muster.core.identity.Secret;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.testkit.FakeHubs;
import io.muster.core.testkit.InMemoryDescription;
import io.muster.core.testkit.Journal;
import io.muster.core.testkit.ManualClock;
import io.muster.core.testkit.SeededRandom;
import io.muster.core.testkit.TestData;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("rest 8.1, seams 11: shared access policies and their keys")
class ServicePoliciesTest {
    private static final Set<AccessRight> ALL = EnumSet.complementOf(EnumSet.of(AccessRight.POLICY_KEYS));

    private final Journal journal = new Journal();
    private final FakeHubs hubs = new FakeHubs(new ManualClock(TestData.NOW), journal);
    private final InMemoryDescription store = new InMemoryDescription(
            hubs,
            List.of(
                    new SasPolicy("owner", TestData.key("o1"), TestData.key("o2"), ALL),
                    new SasPolicy(
                            "reader", TestData.key("r1"), TestData.key("r2"), Set.of(AccessRight.ENROLLMENT_READ))),
            journal);
    private static final Deployment AZURE = new Deployment(false, true, true);
    private final ServiceEditor editor = new ServiceEditor(store, AZURE, new SeededRandom(5));

    @Test
    void policies_are_kept_by_name_without_case_and_new_ones_get_keys() {
        ServiceDescription after =
                policies(policy("OWNER", ALL), policy("writer", Set.of(AccessRight.ENROLLMENT_WRITE)));

        assertEquals(
                List.of("OWNER", "writer"),
                after.policies().stream().map(SasPolicy::name).toList());
        assertEquals(TestData.key("o1"), after.policies().get(0).primary());
        assertEquals(32, after.policies().get(1).primary().length());
        assertNotEquals(
                after.policies().get(1).primary(), after.policies().get(1).secondary());
    }

    @Test
    @DisplayName("seams 11: the last policy with every right stays")
    void lastOwner() {
        assertPolicies("no policy with every right");
        Set<AccessRight> less = EnumSet.copyOf(ALL);
        less.remove(AccessRight.REGISTRATION_STATUS_WRITE);
        assertPolicies("no policy with every right", policy("owner", less));
        assertEquals(1, policies(policy("another", ALL)).policies().size());
    }

    @Test
    void what_is_wrong_with_a_policy_is_said() {
        assertPolicies("named twice", policy("owner", ALL), policy("Owner", ALL));
        assertPolicies("at least one right", policy("owner", ALL), policy("x", Set.of()));
        for (String name : List.of("a;b", "a=b", "", "\u00e9", "x".repeat(65), " x", "a\nb")) {
            assertPolicies("keyName", policy("owner", ALL), policy(name, ALL));
        }
        for (int length : List.of(1, 15, 65)) {
            assertPolicies(
                    "16 to 64 bytes",
                    new ServiceDraft.Policy("owner", ALL, Optional.of(Secret.of(new byte[length])), Optional.empty()));
        }
        List<ServiceDraft.Policy> many = new ArrayList<>();
        IntStream.range(0, 41).forEach(i -> many.add(policy("p" + i, ALL)));
        assertPolicies("there may be 40", many.toArray(new ServiceDraft.Policy[0]));
    }

    @Test
    void a_rotation_makes_one_key_anew() {
        SasPolicy primary = editor.rotate("Reader", true);
        assertNotEquals(TestData.key("r1"), primary.primary());
        assertEquals(TestData.key("r2"), primary.secondary());
        SasPolicy both = editor.rotate("reader", false);
        assertEquals(primary.primary(), both.primary());
        assertNotEquals(TestData.key("r2"), both.secondary());
        assertEquals(both, editor.policy("reader"));
        assertEquals(
                ProblemKind.POLICY_NOT_FOUND,
                assertThrows(Problem.class, () -> editor.rotate("nobody", true)).kind());
    }

    private static ServiceDraft.Policy policy(String name, Set<AccessRight> rights) {
        return new ServiceDraft.Policy(name, rights, Optional.empty(), Optional.empty());
    }

    /** A draft of these policies that leaves the hubs as they are. */
    private ServiceDescription policies(ServiceDraft.Policy... policies) {
        ServiceDraft draft = new ServiceDraft(
                AllocationPolicy.GEO_LATENCY,
                Optional.empty(),
                Map.of(),
                List.of(),
                Optional.of(List.of(policies)),
                Optional.empty(),
                Optional.empty());
        return editor.replace(draft, Optional.empty(), () -> {});
    }

    private void assertPolicies(String fault, ServiceDraft.Policy... policies) {
        ServiceDescription before = store.current();
        Problem problem = assertThrows(Problem.class, () -> policies(policies));
        assertTrue(problem.message().contains(fault), problem.message());
        assertEquals(before, store.current());
    }
}
