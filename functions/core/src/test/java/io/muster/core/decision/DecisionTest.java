package io.muster.core.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.decision.Decision.Cause;
import io.muster.core.decision.Decision.Entry;
import io.muster.core.identity.RegistrationId;
import io.muster.core.testkit.Refusals;
import io.muster.core.testkit.Refusals.Why;
import io.muster.core.testkit.TestData;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Issue 4.7: what is kept of a refused attempt")
class DecisionTest {
    private static final UUID TRACKING = new UUID(1, 2);
    private static final RegistrationId ID = new RegistrationId("press-17");

    private final Trail trail = new Trail(ID);

    @Test
    void everyFindingInOrderAndTheReasonOfTheLast() {
        Decision decision = Decision.of(TRACKING, Refusals.of("press-17"), "register", TestData.NOW);

        Cause cause = new Cause("not-today", "Come back tomorrow.");
        assertEquals(
                new Decision(
                        TRACKING,
                        ID,
                        TestData.NOW,
                        "register",
                        List.of(
                                new Entry("enrollment", "individual enrollment press-17", "found", Optional.empty()),
                                new Entry("token", "its token", "signed on a Monday", Optional.of(cause)))),
                decision);
        assertEquals(Optional.of(cause), decision.why());
    }

    @Test
    void aDecisionWithoutFindingsSaysNoReason() {
        assertEquals(Optional.empty(), new Decision(TRACKING, ID, TestData.NOW, "register", List.of()).why());
    }

    @Test
    @DisplayName("A certificate's subject of any length and any characters becomes a line of bounded plain text")
    void plain() {
        String hostile = "CN=\u001b[2Ja\u0000b\n\u202egnp\ud800\uffff\u2028é€\ud83d\ude00\"\\";
        assertEquals("CN=?[2Ja?b??gnp???é€\ud83d\ude00\"\\", subject(hostile));

        assertEquals("x".repeat(256), subject("x".repeat(256)));
        assertEquals("x".repeat(255) + "…", subject("x".repeat(257)));
        // No character is cut in half.
        assertEquals("x".repeat(254) + "\ud83d\ude00", subject("x".repeat(254) + "\ud83d\ude00"));
        assertEquals("x".repeat(255) + "…", subject("x".repeat(255) + "\ud83d\ude00"));
        assertEquals("x".repeat(254) + "…", subject("x".repeat(254) + "\ud83d\ude00y"));
        assertEquals("", subject(""));
    }

    @Test
    void textsAreBoundedToo() {
        Refusal refusal = trail.refuse(Step.CHAIN, "s", Why.NOT_TODAY, "t".repeat(100_000));

        assertEquals(
                512,
                Decision.of(TRACKING, refusal, "register", TestData.NOW)
                        .entries()
                        .get(0)
                        .text()
                        .length());
    }

    @Test
    @DisplayName("Of too many findings the first and the last are kept, and it is said how many are not")
    void tooMany() {
        for (int i = 1; i < 24; i++) {
            trail.note(Step.CERTIFICATE, "certificate " + i, "fine");
        }
        Refusal all = trail.refuse(Step.CERTIFICATE, "certificate 24", Why.NOT_TODAY, "bad");
        assertEquals(24, Decision.entries(all.findings()).size());
        assertEquals("certificate 12", Decision.entries(all.findings()).get(11).subject());
        assertEquals("certificate 13", Decision.entries(all.findings()).get(12).subject());

        for (int i = 25; i < 100; i++) {
            trail.note(Step.CERTIFICATE, "certificate " + i, "fine");
        }
        List<Entry> kept = Decision.entries(trail.refuse(Step.CERTIFICATE, "certificate 100", Why.NOT_TODAY, "bad")
                .findings());
        assertEquals(24, kept.size());
        assertEquals("certificate 12", kept.get(11).subject());
        assertEquals("77 findings are left out here", kept.get(12).text());
        assertEquals("certificate 90", kept.get(13).subject());
        assertEquals("certificate 100", kept.get(23).subject());
        assertTrue(kept.get(23).cause().isPresent());
    }

    private String subject(String text) {
        return Decision.entries(List.of(new Finding(Step.CERTIFICATE, text, "", Optional.empty())))
                .get(0)
                .subject();
    }
}
