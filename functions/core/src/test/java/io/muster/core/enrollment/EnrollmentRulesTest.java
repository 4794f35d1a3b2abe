package io.muster.core.enrollment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.attestation.Attestation;
import io.muster.core.attestation.CaReferences;
import io.muster.core.attestation.EnrolledCertificate;
import io.muster.core.attestation.TestCertificates;
import io.muster.core.attestation.TpmKeys;
import io.muster.core.attestation.X509Certificates.Role;
import io.muster.core.certificate.CaCertificate;
import io.muster.core.certificate.CaName;
import io.muster.core.identity.Etag;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.IfMatch;
import io.muster.core.identity.RegistrationId;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.testkit.FakeHubs;
import io.muster.core.testkit.InMemoryCas;
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

@DisplayName("What a version of an enrollment is checked against before it is written")
class EnrollmentRulesTest {
    private static final IfMatch ANY = new IfMatch.Any();
    private static final AttestationDraft NO_KEYS = AttestationDraft.Keys.NONE;
    private static final AttestationDraft TPM = new AttestationDraft.Whole(new TpmKeys("AToA", Optional.empty()));
    private static final EnrolledCertificate A = TestCertificates.enrolled("a");
    private static final EnrolledCertificate B = TestCertificates.enrolled("b");

    private final ManualClock clock = new ManualClock(TestData.NOW);
    private final Journal journal = new Journal();
    private final InMemoryClaims claims = new InMemoryClaims();
    private final InMemoryCas cas = new InMemoryCas(journal);
    private final InMemoryEnrollments<RegistrationId, IndividualEnrollment> store =
            InMemoryEnrollments.individuals(journal);
    private final InMemoryEnrollments<GroupId, EnrollmentGroup> groupStore = InMemoryEnrollments.groups(journal);
    private final EnrollmentEditor<RegistrationId, IndividualEnrollment> individuals =
            new EnrollmentEditor<>(store, EnrollmentKind.INDIVIDUAL, rules(Quota.NONE), clock, new SeededRandom(1));
    private final EnrollmentEditor<GroupId, EnrollmentGroup> groups = new EnrollmentEditor<>(
            groupStore, EnrollmentKind.GROUP, rules(Quota.ofGroups(groupStore::by, 2)), clock, new SeededRandom(2));

    private record Unit(RegistrationId id, AttestationDraft attestation) implements Draft<IndividualEnrollment> {
        @Override
        public Terms terms(Optional<Terms> existing) {
            return existing.orElseGet(() -> TermsBuilder.terms().build());
        }

        @Override
        public IndividualEnrollment complete(Attestation full, Terms terms, Revision revision) {
            return new IndividualEnrollment(id, Optional.empty(), full, terms, Optional.empty(), revision);
        }
    }

    private record Line(GroupId id, AttestationDraft attestation) implements Draft<EnrollmentGroup> {
        @Override
        public Terms terms(Optional<Terms> existing) {
            return TermsBuilder.terms().build();
        }

        @Override
        public EnrollmentGroup complete(Attestation full, Terms terms, Revision revision) {
            return new EnrollmentGroup(id, Optional.empty(), full, terms, revision);
        }
    }

    @Test
    @DisplayName("6.13: the type of attestation can not be changed, and the refusal names it")
    void type() {
        IndividualEnrollment made = create("u", NO_KEYS);

        Problem problem = assertThrows(Problem.class, () -> update("u", TPM));

        assertEquals(ProblemKind.INVALID_ARGUMENT, problem.kind());
        assertTrue(problem.message().startsWith("attestation.type is symmetricKey"), problem.message());
        assertKind(ProblemKind.INVALID_ARGUMENT, () -> upsert("u", certificate(A)));
        assertEquals(made, individuals.get(new RegistrationId("u")));
    }

    @Test
    void theFormOfX509MayBeChanged() {
        create("u", certificate(A));
        uploaded("ca");

        IndividualEnrollment changed =
                update("u", new AttestationDraft.Whole(new CaReferences(Optional.of("ca"), Optional.empty())));

        assertEquals(new CaReferences(Optional.of("ca"), Optional.empty()), changed.attestation());
        assertEquals(
                changed.revision(), individuals.get(changed.registrationId()).revision());
        create("v", certificate(A));
    }

    @Test
    @DisplayName("1.16a: a name of a CA that is not there is 404211; one that was there may stay when the CA is gone")
    void namesOfCas() {
        assertKind(ProblemKind.CA_NOT_FOUND, () -> group("g", references("ca")));
        assertKind(ProblemKind.CA_NOT_FOUND, () -> group("g", references("no name of a CA")));
        assertTrue(groupStore.find(new GroupId("g")).isEmpty());

        CaCertificate ca = uploaded("ca");
        uploaded("CB");
        assertEquals(
                references("ca").attestation(), group("g", references("ca")).attestation());
        create("u", references("cb"));
        assertTrue(cas.delete(ca.name(), ca.etag()));

        groups.upsert(new GroupId("g"), new Line(new GroupId("g"), references("ca")));
        update("u", references("cb"));
        assertKind(ProblemKind.CA_NOT_FOUND, () -> update("u", references("ca")));
        assertKind(
                ProblemKind.CA_NOT_FOUND,
                () -> update(
                        "u", new AttestationDraft.Whole(new CaReferences(Optional.of("cb"), Optional.of("nowhere")))));
    }

    private static AttestationDraft.Whole references(String name) {
        return new AttestationDraft.Whole(new CaReferences(Optional.of(name), Optional.empty()));
    }

    private CaCertificate uploaded(String name) {
        CaCertificate ca = new CaCertificate(
                new CaName(name), A, false, Optional.empty(), TestData.NOW, TestData.NOW, new Etag("ca"));
        cas.put(ca);
        return ca;
    }

    @Test
    @DisplayName("2.23, 1.16a: a certificate in use is 409201 for an individual enrollment, 409202 for a group")
    void claimed() {
        create("u", certificate(A));

        assertKind(ProblemKind.ENROLLMENT_EXISTS, () -> create("v", certificate(A)));
        assertKind(ProblemKind.GROUP_EXISTS, () -> group("g", signing(A)));
        assertEquals(409201, ProblemKind.ENROLLMENT_EXISTS.code());
        assertEquals(409202, ProblemKind.GROUP_EXISTS.code());
        assertTrue(store.find(new RegistrationId("v")).isEmpty());

        create("v", certificate(B));
        assertKind(ProblemKind.ENROLLMENT_EXISTS, () -> update("v", certificate(A)));
    }

    @Test
    void whatIsDroppedOrDeletedServesOthers() {
        create("u", certificate(A));
        update("u", certificate(B));
        create("v", certificate(A));

        individuals.delete(new RegistrationId("u"), Optional.empty());
        group("g", signing(B));

        assertKind(ProblemKind.ENROLLMENT_EXISTS, () -> create("w", certificate(B)));
        groups.delete(new GroupId("g"), Optional.of(ANY));
        create("w", certificate(B));
    }

    @Test
    @DisplayName("1.16: a group too many is 403002; each type has a quota of its own, replacing needs none")
    void quota() {
        group("g1", NO_KEYS);
        group("g2", NO_KEYS);

        Problem problem = assertThrows(Problem.class, () -> group("g3", NO_KEYS));
        assertEquals(403002, problem.kind().code());
        assertTrue(problem.message().contains("MUSTER_MAX_GROUPS"), problem.message());
        assertKind(
                ProblemKind.QUOTA_EXCEEDED,
                () -> groups.upsert(new GroupId("g3"), new Line(new GroupId("g3"), NO_KEYS)));

        group("x1", signing(A));
        group("x2", signing(B));
        groups.upsert(new GroupId("g1"), new Line(new GroupId("g1"), NO_KEYS));
        groups.delete(new GroupId("g1"), Optional.empty());
        group("g3", NO_KEYS);
    }

    @Test
    @DisplayName("rest 3.1: an update of what is not there is 404, a create of what is 409")
    void createAndUpdate() {
        assertKind(ProblemKind.ENROLLMENT_NOT_FOUND, () -> update("u", NO_KEYS));
        IndividualEnrollment made = create("u", NO_KEYS);
        assertKind(ProblemKind.ENROLLMENT_EXISTS, () -> create("u", NO_KEYS));
        assertEquals(made, individuals.get(made.registrationId()));
        assertEquals(made.attestation(), update("u", NO_KEYS).attestation());
    }

    @Test
    void upsertCreatesAndThenReplaces() {
        IndividualEnrollment made = upsert("u", NO_KEYS);
        clock.advance(Duration.ofHours(1));
        IndividualEnrollment changed = upsert("u", NO_KEYS);

        assertEquals(made.attestation(), changed.attestation());
        assertEquals(TestData.NOW, changed.revision().created());
        assertEquals(clock.instant(), changed.revision().updated());
        assertNotEquals(made.revision().etag(), changed.revision().etag());
    }

    @Test
    void upsertLooksAgainWhenItsRaceIsLost() {
        journal.beforeNext("enrollments.create", () -> store.put(TestData.individual("u", TermsBuilder.terms())));
        upsert("u", NO_KEYS);
        assertEquals(
                TestData.keys("u"), individuals.get(new RegistrationId("u")).attestation());

        journal.beforeNext("enrollments.replace", () -> store.remove(new RegistrationId("u")));
        assertNotEquals(TestData.keys("u"), upsert("u", NO_KEYS).attestation());
    }

    @Test
    void upsertsThatNeverWinEnd() {
        journal.atEveryMoment(moment -> {
            if (moment.equals("before enrollments.create")) {
                store.put(TestData.individual("u", TermsBuilder.terms()));
            } else if (moment.equals("before enrollments.replace")) {
                store.remove(new RegistrationId("u"));
            }
        });

        assertKind(ProblemKind.ENROLLMENT_EXISTS, () -> upsert("u", NO_KEYS));
    }

    private EnrollmentEditor.Rules rules(Quota quota) {
        return new EnrollmentEditor.Rules(new FakeHubs(clock, journal), claims, quota, cas);
    }

    private IndividualEnrollment create(String id, AttestationDraft attestation) {
        return individuals.create(new RegistrationId(id), new Unit(new RegistrationId(id), attestation));
    }

    private IndividualEnrollment update(String id, AttestationDraft attestation) {
        return individuals.update(new RegistrationId(id), new Unit(new RegistrationId(id), attestation), ANY);
    }

    private IndividualEnrollment upsert(String id, AttestationDraft attestation) {
        return individuals.upsert(new RegistrationId(id), new Unit(new RegistrationId(id), attestation));
    }

    private EnrollmentGroup group(String id, AttestationDraft attestation) {
        return groups.create(new GroupId(id), new Line(new GroupId(id), attestation));
    }

    private static AttestationDraft certificate(EnrolledCertificate certificate) {
        return x509(Role.CLIENT, certificate);
    }

    private static AttestationDraft signing(EnrolledCertificate certificate) {
        return x509(Role.SIGNING, certificate);
    }

    private static AttestationDraft x509(Role role, EnrolledCertificate certificate) {
        return new AttestationDraft.Certificates(
                role, Optional.of(new AttestationDraft.Slot.Given(certificate)), Optional.empty());
    }

    private static void assertKind(ProblemKind kind, Executable action) {
        assertEquals(kind, assertThrows(Problem.class, action).kind());
    }
}
