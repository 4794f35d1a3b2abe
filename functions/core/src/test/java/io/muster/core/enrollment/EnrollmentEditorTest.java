package io.muster.core.enrollment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.attestation.Attestation;
import io.muster.core.attestation.SymmetricKeys;
import io.muster.core.identity.Etag;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.IfMatch;
import io.muster.core.identity.RegistrationId;
import io.muster.core.identity.Secret;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.testkit.FakeHubs;
import io.muster.core.testkit.InMemoryClaims;
import io.muster.core.testkit.InMemoryEnrollments;
import io.muster.core.testkit.Journal;
import io.muster.core.testkit.ManualClock;
import io.muster.core.testkit.SeededRandom;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@DisplayName("rest 3.1: conditions on enrollment writes")
class EnrollmentEditorTest {
    private static final RegistrationId ID = new RegistrationId("unit-1");
    private static final AttestationDraft NO_KEYS = AttestationDraft.Keys.NONE;
    private static final Optional<IfMatch> NONE = Optional.empty();
    private static final Optional<IfMatch> ANY = Optional.of(new IfMatch.Any());

    private final ManualClock clock = new ManualClock(TestData.NOW);
    private final Journal journal = new Journal();
    private final InMemoryEnrollments<RegistrationId, IndividualEnrollment> store =
            InMemoryEnrollments.individuals(journal);
    private final EnrollmentEditor<RegistrationId, IndividualEnrollment> editor =
            new EnrollmentEditor<>(store, EnrollmentKind.INDIVIDUAL, rules(Quota.NONE), clock, new SeededRandom(31));

    /** What an operator sent: an id, terms and maybe keys. */
    private record Sent(Terms terms, AttestationDraft attestation) implements Draft<IndividualEnrollment> {
        @Override
        public Terms terms(Optional<Terms> existing) {
            return terms;
        }

        @Override
        public IndividualEnrollment complete(Attestation full, Terms terms, Revision revision) {
            return new IndividualEnrollment(ID, Optional.empty(), full, terms, Optional.empty(), revision);
        }
    }

    @Test
    void putWithoutConditionCreatesWhatIsAbsent() {
        IndividualEnrollment made = editor.put(ID, sent(NO_KEYS), NONE);
        assertEquals(made, editor.get(ID));
        assertEquals(TestData.NOW, made.revision().created());
        assertEquals(TestData.NOW, made.revision().updated());
    }

    @Test
    void putWithoutConditionOnWhatExistsIsAConflict() {
        IndividualEnrollment made = editor.put(ID, sent(NO_KEYS), NONE);
        assertKind(ProblemKind.ENROLLMENT_EXISTS, () -> editor.put(ID, sent(NO_KEYS), NONE));
        assertEquals(made, editor.get(ID));
    }

    @Test
    void putWithAStarOverwritesWithAFreshEtagAndKeepsCreated() {
        IndividualEnrollment made = editor.put(ID, sent(NO_KEYS), NONE);
        clock.advance(Duration.ofDays(1));
        IndividualEnrollment changed = editor.put(ID, sent(NO_KEYS), ANY);
        assertNotEquals(made.revision().etag(), changed.revision().etag());
        assertEquals(TestData.NOW, changed.revision().created());
        assertEquals(clock.instant(), changed.revision().updated());
    }

    @Test
    void putWithTheCurrentEtagUpdatesAndWithAStaleOneFails() {
        Etag first = editor.put(ID, sent(NO_KEYS), NONE).revision().etag();
        Etag second = editor.put(ID, sent(NO_KEYS), exactly(first)).revision().etag();
        assertNotEquals(first, second);
        assertKind(ProblemKind.PRECONDITION_FAILED, () -> editor.put(ID, sent(NO_KEYS), exactly(first)));
    }

    @Test
    void putWithAConditionOnNothingFails() {
        assertKind(ProblemKind.PRECONDITION_FAILED, () -> editor.put(ID, sent(NO_KEYS), ANY));
        assertKind(ProblemKind.PRECONDITION_FAILED, () -> editor.put(ID, sent(NO_KEYS), exactly(new Etag("x"))));
        assertTrue(store.find(ID).isEmpty());
    }

    @Test
    void deleteIsUnconditionalUnlessToldOtherwise() {
        Etag etag = editor.put(ID, sent(NO_KEYS), NONE).revision().etag();
        assertKind(ProblemKind.PRECONDITION_FAILED, () -> editor.delete(ID, exactly(new Etag("stale"))));
        editor.delete(ID, exactly(etag));
        assertKind(ProblemKind.ENROLLMENT_NOT_FOUND, () -> editor.get(ID));
        IndividualEnrollment unused = editor.put(ID, sent(NO_KEYS), NONE);
        editor.delete(ID, NONE);
        assertKind(ProblemKind.ENROLLMENT_NOT_FOUND, () -> editor.delete(ID, NONE));
        assertKind(ProblemKind.ENROLLMENT_NOT_FOUND, () -> editor.delete(ID, ANY));
    }

    @Test
    @DisplayName("2.1, 6.12: keys left out are made with 64 bytes, and kept at a later put")
    void keys() {
        IndividualEnrollment made = editor.put(ID, sent(NO_KEYS), NONE);
        assertEquals(64, keys(made).primary().length());
        assertNotEquals(keys(made).primary(), keys(made).secondary());
        assertEquals(keys(made), keys(editor.put(ID, sent(NO_KEYS), ANY)));
        Secret given = TestData.key("given");
        SymmetricKeys half =
                keys(editor.put(ID, sent(new AttestationDraft.Keys(Optional.of(given), Optional.empty())), ANY));
        assertEquals(new SymmetricKeys(given, keys(made).secondary()), half);
        SymmetricKeys other =
                keys(editor.put(ID, sent(new AttestationDraft.Keys(Optional.empty(), Optional.of(given))), ANY));
        assertEquals(new SymmetricKeys(given, given), other);
    }

    @Test
    @DisplayName("2.1: given keys of a wrong length are refused when they are given")
    void keyLengths() {
        Optional<Secret> tooShort = Optional.of(Secret.of(new byte[15]));
        assertThrows(IllegalArgumentException.class, () -> new AttestationDraft.Keys(tooShort, Optional.empty()));
        assertThrows(IllegalArgumentException.class, () -> new AttestationDraft.Keys(Optional.empty(), tooShort));
    }

    @Test
    void aPutThatLosesItsRaceLooksAgain() {
        IndividualEnrollment other = TestData.individual("unit-1", TermsBuilder.terms());
        journal.beforeNext("enrollments.create", () -> store.put(other));
        assertKind(ProblemKind.ENROLLMENT_EXISTS, () -> editor.put(ID, sent(NO_KEYS), NONE));
        journal.beforeNext("enrollments.replace", () -> store.put(at("newer")));
        IndividualEnrollment changed = editor.put(ID, sent(NO_KEYS), ANY);
        assertEquals(changed, editor.get(ID));
        journal.beforeNext("enrollments.replace", () -> store.put(at("newest")));
        Etag current = changed.revision().etag();
        assertKind(ProblemKind.PRECONDITION_FAILED, () -> editor.put(ID, sent(NO_KEYS), exactly(current)));
        journal.beforeNext("enrollments.replace", () -> store.remove(ID));
        assertKind(ProblemKind.PRECONDITION_FAILED, () -> editor.put(ID, sent(NO_KEYS), ANY));
    }

    @Test
    void aDeleteThatLosesItsRaceLooksAgain() {
        store.put(at("first"));
        journal.beforeNext("enrollments.delete", () -> store.put(at("second")));
        editor.delete(ID, NONE);
        store.put(at("third"));
        journal.beforeNext("enrollments.delete", () -> store.put(at("fourth")));
        assertKind(ProblemKind.PRECONDITION_FAILED, () -> editor.delete(ID, exactly(new Etag("third"))));
        journal.beforeNext("enrollments.delete", () -> store.remove(ID));
        assertKind(ProblemKind.ENROLLMENT_NOT_FOUND, () -> editor.delete(ID, NONE));
    }

    @Test
    @DisplayName("1.16a: an enrollment that never holds still is an enrollment conflict, 409201")
    void lostRacesEnd() {
        store.put(at("first"));
        int[] version = {0};
        journal.atEveryMoment(moment -> {
            if (moment.equals("before enrollments.replace") || moment.equals("before enrollments.delete")) {
                version[0]++;
                store.put(at("version-" + version[0]));
            }
        });
        assertKind(ProblemKind.ENROLLMENT_EXISTS, () -> editor.put(ID, sent(NO_KEYS), ANY));
        assertKind(ProblemKind.ENROLLMENT_EXISTS, () -> editor.delete(ID, NONE));
    }

    @Test
    @DisplayName("1.16a: groups have codes of their own")
    void groupCodes() {
        EnrollmentEditor<GroupId, EnrollmentGroup> ofGroups = new EnrollmentEditor<>(
                InMemoryEnrollments.groups(journal),
                EnrollmentKind.GROUP,
                rules(Quota.NONE),
                clock,
                new SeededRandom(1));
        assertKind(ProblemKind.GROUP_NOT_FOUND, () -> ofGroups.get(new GroupId("line")));
        assertEquals(
                ProblemKind.GROUP_EXISTS,
                EnrollmentKind.GROUP.conflict("is there").kind());
    }

    @Test
    void theTermsAreCheckedBeforeAnythingIsWritten() {
        Sent unlinked = new Sent(TermsBuilder.terms().hubs("nowhere").build(), NO_KEYS);
        assertKind(ProblemKind.INVALID_ARGUMENT, () -> editor.put(ID, unlinked, NONE));
        assertTrue(store.find(ID).isEmpty());
    }

    private static SymmetricKeys keys(IndividualEnrollment enrollment) {
        return enrollment.symmetricKeys().orElseThrow();
    }

    private EnrollmentEditor.Rules rules(Quota quota) {
        return new EnrollmentEditor.Rules(new FakeHubs(clock, journal), new InMemoryClaims(), quota, name -> false);
    }

    private static Sent sent(AttestationDraft keys) {
        return new Sent(TermsBuilder.terms().build(), keys);
    }

    private static Optional<IfMatch> exactly(Etag etag) {
        return Optional.of(new IfMatch.Exactly(etag));
    }

    private static IndividualEnrollment at(String etag) {
        IndividualEnrollment some = TestData.individual("unit-1", TermsBuilder.terms());
        return new IndividualEnrollment(
                ID, some.deviceId(), some.attestation(), some.terms(), Optional.empty(), TestData.revision(etag));
    }

    private static void assertKind(ProblemKind kind, Executable action) {
        assertEquals(kind, assertThrows(Problem.class, action).kind());
    }
}
