package io.muster.azure.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.attestation.Attestation;
import io.muster.core.attestation.EnrolledCertificate;
import io.muster.core.attestation.X509Certificates.Role;
import io.muster.core.enrollment.AttestationDraft;
import io.muster.core.enrollment.AttestationDraft.Slot;
import io.muster.core.enrollment.Draft;
import io.muster.core.enrollment.EnrollmentEditor;
import io.muster.core.enrollment.EnrollmentKind;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.enrollment.Quota;
import io.muster.core.enrollment.Revision;
import io.muster.core.enrollment.Terms;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.IfMatch;
import io.muster.core.identity.RegistrationId;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("2.23: certificates claimed and given back by those who write enrollments")
class CertificateUseTest {
    private static final IfMatch ANY = new IfMatch.Any();
    private static final int ROUNDS = 25;

    private final IdScope scope = Instance.freshScope();
    private final Instance instance = new Instance(scope);
    private final EnrolledCertificate a = Certificates.fresh("a");
    private final EnrolledCertificate b = Certificates.fresh("b");

    private record Unit(String id, EnrolledCertificate certificate) implements Draft<IndividualEnrollment> {
        @Override
        public AttestationDraft attestation() {
            return new AttestationDraft.Certificates(
                    Role.CLIENT, Optional.of(new Slot.Given(certificate)), Optional.empty());
        }

        @Override
        public Terms terms(Optional<Terms> existing) {
            return Samples.plainTerms();
        }

        @Override
        public IndividualEnrollment complete(Attestation attestation, Terms terms, Revision revision) {
            return new IndividualEnrollment(
                    new RegistrationId(id), Optional.empty(), attestation, terms, Optional.empty(), revision);
        }
    }

    @Test
    void whatIsReplacedOrDeletedIsFreeAtOnce() {
        write(instance, "u", a);
        assertRefused("v", a);

        write(instance, "u", b);
        write(instance, "v", a);
        assertRefused("w", b);

        editor(instance).delete(new RegistrationId("u"), Optional.of(ANY));
        write(instance, "w", b);
    }

    @Test
    @DisplayName("A certificate that stays through many versions stays claimed, and is free after the last")
    void manyVersions() {
        for (int i = 0; i < 4; i++) {
            write(instance, "u", a);
        }
        instance.clock.pass(Duration.ofDays(1));
        assertRefused("v", a);

        editor(instance).delete(new RegistrationId("u"), Optional.empty());

        write(instance, "v", a);
    }

    @Test
    @DisplayName("A writer that crashed between claim and enrollment is in nobody's way after a minute")
    void crashed() {
        write(instance, "other", b);
        instance.traffic.refuse("POST devices");
        assertThrows(Problem.class, () -> write(instance, "u", a));
        instance.traffic.allow();

        assertRefused("v", a);
        instance.clock.pass(Duration.ofMinutes(1));
        write(instance, "v", a);
        assertRefused("u", a);
    }

    @Test
    @DisplayName("A delete whose release never came is in nobody's way after a minute, and never in its own")
    void deletedWithoutRelease() {
        write(instance, "u", a);
        instance.traffic.beforeNext("DELETE certificates", () -> instance.traffic.refuse("DELETE certificates"));
        assertThrows(Problem.class, () -> editor(instance).delete(new RegistrationId("u"), Optional.empty()));
        instance.traffic.allow();

        write(instance, "u", a);
        editor(instance).delete(new RegistrationId("u"), Optional.empty());
        write(instance, "v", a);
    }

    @Test
    @DisplayName("Of several enrollments written at once with one certificate exactly one is")
    void racers() {
        List<Instance> racers =
                IntStream.range(0, 3).mapToObj(i -> new Instance(scope)).toList();
        for (int round = 0; round < ROUNDS; round++) {
            List<Boolean> written = Race.of(racers, racer -> isWritten(racer, "u-" + racers.indexOf(racer)));

            assertEquals(1, written.stream().filter(it -> it).count(), "round " + round);
            String winner = "u-" + written.indexOf(true);
            assertEquals(
                    1,
                    ListingTest.all(instance.stores.individualListing(false), 9).size());
            editor(instance).delete(new RegistrationId(winner), Optional.empty());
        }
    }

    private boolean isWritten(Instance racer, String id) {
        try {
            write(racer, id, a);
            return true;
        } catch (Problem refused) {
            assertEquals(ProblemKind.ENROLLMENT_EXISTS, refused.kind());
            return false;
        }
    }

    private static void write(Instance writer, String id, EnrolledCertificate certificate) {
        IndividualEnrollment written = editor(writer).upsert(new RegistrationId(id), new Unit(id, certificate));
        assertTrue(writer.stores.individuals().find(written.registrationId()).isPresent());
    }

    private void assertRefused(String id, EnrolledCertificate certificate) {
        Problem problem = assertThrows(Problem.class, () -> write(instance, id, certificate));
        assertEquals(ProblemKind.ENROLLMENT_EXISTS, problem.kind());
    }

    private static EnrollmentEditor<RegistrationId, IndividualEnrollment> editor(Instance writer) {
        return new EnrollmentEditor<>(
                writer.stores.individuals(),
                EnrollmentKind.INDIVIDUAL,
                new EnrollmentEditor.Rules(writer.stores.hubs(), writer.stores.claims(), Quota.NONE, name -> false),
                writer.clock,
                Instance.RANDOM);
    }
}
