package io.muster.core.enrollment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.attestation.DeviceToken;
import io.muster.core.attestation.Evidence;
import io.muster.core.attestation.TpmKeys;
import io.muster.core.decision.Refusal;
import io.muster.core.decision.Trail;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.identity.Secret;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.InMemoryEnrollments;
import io.muster.core.testkit.Journal;
import io.muster.core.testkit.ManualClock;
import io.muster.core.testkit.SampleTpmKeys;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KeyLookupTest {
    private static final Secret LINE_KEY = TestData.keys("line").primary();

    private final ManualClock clock = new ManualClock(TestData.NOW);
    private final InMemoryEnrollments<GroupId, EnrollmentGroup> groups = InMemoryEnrollments.groups(new Journal());
    private final KeyLookup lookup = new KeyLookup(InMemoryEnrollments.lookup(groups), new SearchBudget(clock, 100));

    @Test
    @DisplayName("2.9: a member of a group is admitted with either derived key")
    void member() {
        groups.put(TestData.group("line", TermsBuilder.terms()));
        Admitted first = admit(FakeDevice.member("unit-1", LINE_KEY));
        Admitted second =
                admit(FakeDevice.member("unit-1", TestData.keys("line").secondary()));
        assertEquals(Optional.of(new GroupId("line")), first.group());
        assertEquals(new Evidence.Key("unit-1"), first.evidence());
        assertEquals(first, second);
    }

    @Test
    @DisplayName("2.10: the group's own key is no device's")
    void groupKeyItself() {
        groups.put(TestData.group("line", TermsBuilder.terms()));
        assertRefused(FakeDevice.withKey("unit-1", LINE_KEY));
    }

    @Test
    @DisplayName("2.11: the key is derived from the id as presented or in lower case, from no third spelling")
    void spellings() {
        groups.put(TestData.group("line", TermsBuilder.terms()));
        FakeDevice mixed = FakeDevice.member("Unit-1", LINE_KEY);
        FakeDevice lower = FakeDevice.member("unit-1", LINE_KEY);
        assertEquals(new Evidence.Key("Unit-1"), admit(mixed).evidence());
        assertEquals(new Evidence.Key("unit-1"), admit(lower.spelled("UNIT-1")).evidence());
        assertRefused(mixed.spelled("UNIT-1"));
    }

    @Test
    @DisplayName("2.12: an individual enrollment alone decides, whatever groups there are")
    void individualDecides() {
        groups.put(TestData.group("line", TermsBuilder.terms()));
        IndividualEnrollment individual = TestData.individual("unit-1", TermsBuilder.terms());
        FakeDevice own = FakeDevice.withKey("unit-1", TestData.keys("unit-1").secondary());
        Admitted admitted = admit(own, Optional.of(individual), Optional.empty());
        assertEquals(individual, admitted.enrollment());
        assertEquals(Optional.empty(), admitted.group());
        FakeDevice member = FakeDevice.member("unit-1", LINE_KEY);
        Problem problem = assertThrows(
                Problem.class, () -> admit(member, Optional.of(individual), Optional.of(new GroupId("line"))));
        assertEquals(ProblemKind.UNAUTHORIZED, problem.kind());
    }

    @Test
    @DisplayName(
            "2.26: a disabled individual enrollment blocks a group's member, and its own device learns that it is disabled")
    void disabledIndividual() {
        groups.put(TestData.group("line", TermsBuilder.terms()));
        IndividualEnrollment blocked =
                TestData.individual("unit-1", TermsBuilder.terms().disabled());
        FakeDevice member = FakeDevice.member("unit-1", LINE_KEY);
        assertThrows(Problem.class, () -> admit(member, Optional.of(blocked), Optional.empty()));
        FakeDevice own = FakeDevice.withKey("unit-1", TestData.keys("unit-1").primary());
        assertFalse(admit(own, Optional.of(blocked), Optional.empty())
                .enrollment()
                .terms()
                .enabled());
    }

    @Test
    @DisplayName("2.13: of two groups with one key the lowest id wins, or the one the device belongs to")
    void sharedKeys() {
        groups.put(TestData.group("line-b", Optional.empty(), TestData.keys("line"), TermsBuilder.terms()));
        groups.put(TestData.group("Line-A", Optional.empty(), TestData.keys("line"), TermsBuilder.terms()));
        FakeDevice device = FakeDevice.member("unit-1", LINE_KEY);
        assertEquals(Optional.of(new GroupId("line-a")), admit(device).group());
        assertEquals(
                Optional.of(new GroupId("line-b")),
                admit(device, Optional.empty(), Optional.of(new GroupId("line-b")))
                        .group());
    }

    @Test
    void aPrefixKeepsOtherIdsAwayFromAGroup() {
        groups.put(TestData.group("line", Optional.of("Press-"), TestData.keys("line"), TermsBuilder.terms()));
        assertTrue(admit(FakeDevice.member("PRESS-1", LINE_KEY)).group().isPresent());
        assertRefused(FakeDevice.member("unit-1", LINE_KEY));
        Problem known = assertThrows(
                Problem.class,
                () -> admit(FakeDevice.member("unit-1", LINE_KEY), Optional.empty(), Optional.of(new GroupId("line"))));
        assertEquals(ProblemKind.UNAUTHORIZED, known.kind());
    }

    @Test
    void aPrefixIsMadeOfIdCharacters() {
        assertThrows(
                IllegalArgumentException.class,
                () -> TestData.group("line", Optional.of("a b"), TestData.keys("line"), TermsBuilder.terms()));
        assertEquals(
                Optional.of("press."),
                TestData.group("line", Optional.of("Press."), TestData.keys("line"), TermsBuilder.terms())
                        .registrationIdPrefix());
    }

    @Test
    @DisplayName("1.23: a device whose group is gone is looked for among the others")
    void groupGone() {
        groups.put(TestData.group("line", TermsBuilder.terms()));
        FakeDevice device = FakeDevice.member("unit-1", LINE_KEY);
        assertEquals(
                Optional.of(new GroupId("line")),
                admit(device, Optional.empty(), Optional.of(new GroupId("gone")))
                        .group());
        groups.remove(new GroupId("line"));
        assertRefused(device);
    }

    @Test
    void searchesOf400TriesAreNeverLimited() {
        fillGroups(100);
        for (int i = 0; i < 50; i++) {
            assertRefused(FakeDevice.withKey("Stranger-1", TestData.key("x")));
        }
    }

    @Test
    void biggerSearchesShareABudgetThatRefills() {
        fillGroups(201);
        FakeDevice stranger = FakeDevice.withKey("stranger-1", TestData.key("x"));
        assertRefused(stranger);
        Problem throttled = assertThrows(Problem.class, () -> admit(stranger));
        assertEquals(ProblemKind.THROTTLED, throttled.kind());
        assertTrue(throttled.retryAfter().isPresent());
        // Saved up were 200 tries and spent 402; at 100 a second 202 are back after a little more than two seconds.
        clock.advance(Duration.ofSeconds(2));
        assertEquals(
                ProblemKind.THROTTLED,
                assertThrows(Problem.class, () -> admit(stranger)).kind());
        clock.advance(Duration.ofSeconds(1));
        assertRefused(stranger);
    }

    @Test
    @DisplayName("2.11: of an id in mixed case two spellings are tried, and both are paid for")
    void bothSpellingsCost() {
        fillGroups(101);
        FakeDevice stranger = FakeDevice.withKey("Stranger-1", TestData.key("x"));
        assertRefused(stranger);
        assertEquals(
                ProblemKind.THROTTLED,
                assertThrows(Problem.class, () -> admit(stranger)).kind());
    }

    @Test
    void groupsOfOtherPrefixesCostNothing() {
        for (int i = 0; i < 201; i++) {
            groups.put(TestData.group("other-" + i, Optional.of("press-"), TestData.keys("x"), TermsBuilder.terms()));
        }
        FakeDevice stranger = FakeDevice.withKey("stranger-1", TestData.key("x"));
        assertRefused(stranger);
        assertRefused(stranger);
    }

    @Test
    @DisplayName("1.15: a group made elsewhere a moment ago is looked for before a device is refused for good")
    void latest() {
        EnrollmentGroup made = TestData.group("line", TermsBuilder.terms());
        KeyLookup behind = new KeyLookup(new Behind(List.of(made)), new SearchBudget(clock, 100));
        FakeDevice device = FakeDevice.member("unit-1", LINE_KEY);
        Trail trail = new Trail(device.registrationId());
        Admitted admitted =
                behind.admit(device.registrationId(), token(device, trail), Optional.empty(), Optional.empty(), trail);
        assertEquals(made, admitted.enrollment());
        assertEquals("its key signed the token", trail.findings().get(1).text());
        assertEquals(made.title(), trail.findings().get(1).subject());
    }

    private record Behind(List<EnrollmentGroup> latest) implements Groups {
        @Override
        public List<EnrollmentGroup> all() {
            return List.of();
        }

        @Override
        public Optional<EnrollmentGroup> find(GroupId id) {
            return Optional.empty();
        }
    }

    @Test
    @DisplayName("2.12: the trail tells by which individual enrollment a device was let in")
    void trailOfAnIndividual() {
        IndividualEnrollment individual = TestData.individual("unit-1", TermsBuilder.terms());
        FakeDevice own = FakeDevice.withKey("unit-1", TestData.keys("unit-1").primary());
        Trail trail = new Trail(own.registrationId());
        Admitted unused =
                lookup.admit(own.registrationId(), token(own, trail), Optional.of(individual), Optional.empty(), trail);
        assertEquals(2, trail.findings().size());
        assertEquals(individual.title(), trail.findings().get(1).subject());
    }

    @Test
    @DisplayName("2.26: an individual enrollment of another kind is not answered by a token")
    void otherKind() {
        IndividualEnrollment byTpm = new IndividualEnrollment(
                new RegistrationId("unit-1"),
                Optional.empty(),
                new TpmKeys(SampleTpmKeys.EK, Optional.empty()),
                TermsBuilder.terms().build(),
                Optional.empty(),
                TestData.revision("i"));
        FakeDevice device = FakeDevice.withKey("unit-1", TestData.key("x"));
        Refusal refusal = assertThrows(Refusal.class, () -> admit(device, Optional.of(byTpm), Optional.empty()));
        assertEquals(EnrollmentReason.CREDENTIAL_OF_OTHER_KIND, refusal.why());
    }

    @Test
    void aMemberThatIsKnownCostsNoBudget() {
        fillGroups(201);
        groups.put(TestData.group("line", TermsBuilder.terms()));
        assertRefused(FakeDevice.withKey("stranger-1", TestData.key("x")));
        FakeDevice member = FakeDevice.member("unit-1", LINE_KEY);
        for (int i = 0; i < 5; i++) {
            assertTrue(admit(member, Optional.empty(), Optional.of(new GroupId("LINE")))
                    .group()
                    .isPresent());
        }
        assertEquals(
                ProblemKind.THROTTLED,
                assertThrows(Problem.class, () -> admit(member)).kind());
    }

    @Test
    void noTextFormOfWhatIsAdmittedShowsAKey() {
        groups.put(TestData.group("line", TermsBuilder.terms()));
        String shown = admit(FakeDevice.member("unit-1", LINE_KEY)).toString();
        assertFalse(shown.contains(LINE_KEY.revealBase64()), shown);
        assertFalse(
                shown.contains(TestData.keys("line").derive("unit-1").primary().revealBase64()), shown);
    }

    private void fillGroups(int count) {
        for (int i = 0; i < count; i++) {
            groups.put(TestData.group("filler-" + i, TermsBuilder.terms()));
        }
    }

    private Admitted admit(FakeDevice device) {
        return admit(device, Optional.empty(), Optional.empty());
    }

    private Admitted admit(FakeDevice device, Optional<IndividualEnrollment> individual, Optional<GroupId> known) {
        Trail trail = new Trail(device.registrationId());
        return lookup.admit(device.registrationId(), token(device, trail), individual, known, trail);
    }

    private DeviceToken token(FakeDevice device, Trail trail) {
        return DeviceToken.check(
                device.authorization(clock).orElseThrow(),
                TestData.SCOPE,
                device.registrationId(),
                clock.instant(),
                Duration.ZERO,
                trail);
    }

    private void assertRefused(FakeDevice device) {
        assertEquals(
                ProblemKind.UNAUTHORIZED,
                assertThrows(Problem.class, () -> admit(device)).kind());
    }
}
