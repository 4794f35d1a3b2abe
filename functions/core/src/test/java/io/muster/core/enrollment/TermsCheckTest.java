package io.muster.core.enrollment;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.muster.core.allocation.AllocationPolicy;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.testkit.FakeHubs;
import io.muster.core.testkit.Journal;
import io.muster.core.testkit.ManualClock;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TermsCheckTest {
    private final FakeHubs hubs = new FakeHubs(new ManualClock(TestData.NOW), new Journal());

    @BeforeEach
    void linkHubs() {
        hubs.link(TestData.hub("hub-a"));
        hubs.link(TestData.hub("hub-b"));
    }

    @Test
    @DisplayName("3.8: named hubs must be linked when they are written")
    void linked() {
        assertTaken(TermsBuilder.terms());
        assertTaken(TermsBuilder.terms().hubs("hub-a", "HUB-B"));
        assertTaken(TermsBuilder.terms().legacyHub("hub-a"));
        assertRefused(TermsBuilder.terms().hubs("hub-a", "hub-c"));
        assertRefused(TermsBuilder.terms().legacyHub("hub-c"));
    }

    @Test
    @DisplayName("3.5, 3.10: static needs exactly one hub, in the list or the old field")
    void oneHubForStatic() {
        assertTaken(pinned().hubs("hub-a"));
        assertTaken(pinned().legacyHub("hub-a"));
        assertTaken(pinned().hubs("hub-a").legacyHub("hub-a"));
        assertTaken(pinned().hubs("hub-a", "hub-a"));
        assertRefused(pinned());
        assertRefused(pinned().hubs("hub-a", "hub-b"));
        assertRefused(pinned().hubs("hub-a").legacyHub("hub-b"));
    }

    @Test
    @DisplayName("3.7: hashed takes any number of hubs")
    void anyNumberForHashed() {
        assertTaken(TermsBuilder.terms().allocation(AllocationPolicy.HASHED));
        assertTaken(TermsBuilder.terms().allocation(AllocationPolicy.HASHED).hubs("hub-a", "hub-b"));
    }

    private static TermsBuilder pinned() {
        return TermsBuilder.terms().allocation(AllocationPolicy.STATIC);
    }

    private void assertTaken(TermsBuilder terms) {
        assertDoesNotThrow(() -> TermsCheck.check(terms.build(), hubs));
    }

    private void assertRefused(TermsBuilder terms) {
        Problem problem = assertThrows(Problem.class, () -> TermsCheck.check(terms.build(), hubs));
        assertEquals(ProblemKind.INVALID_ARGUMENT, problem.kind());
    }
}
