package io.muster.azure.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.attestation.EnrolledCertificate;
import io.muster.core.attestation.X509Certificates;
import io.muster.core.attestation.X509Certificates.Role;
import io.muster.core.enrollment.CertificateClaims;
import io.muster.core.enrollment.CertificateClaims.Owner;
import io.muster.core.enrollment.EnrollmentKind;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.identity.Etag;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.RegistrationId;
import io.muster.core.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("2.23: a certificate serves one enrollment")
class TableClaimsTest {
    private static final Duration IN_FLIGHT = Duration.ofMinutes(1);
    private static final int ROUNDS = 40;

    private final IdScope scope = Instance.freshScope();
    private final Instance instance = new Instance(scope);
    private final CertificateClaims claims = instance.stores.claims();
    private final EnrolledCertificate certificate = Certificates.fresh("unit");
    private final List<EnrolledCertificate> one = List.of(certificate);

    @Test
    void nobodyElseMayHaveIt() {
        enroll("a", certificate);
        instance.clock.pass(Duration.ofDays(1));

        assertFalse(claims.claim(owner("b"), one));
        assertFalse(claims.claim(owner(EnrollmentKind.GROUP, "a"), one));
        assertFalse(claims.claim(owner("b"), List.of(Certificates.fresh("other"), certificate)));
        assertTrue(claims.claim(owner("a"), one));
    }

    @Test
    void aGroupsCertificateIsNobodyElsesEither() {
        Owner group = owner(EnrollmentKind.GROUP, "g");
        assertTrue(claims.claim(group, one));
        instance.stores
                .groupStore()
                .create(Samples.group(
                        "G", new X509Certificates(Role.SIGNING, Optional.of(certificate), Optional.empty())));
        instance.clock.pass(Duration.ofDays(1));

        assertFalse(claims.claim(owner("g"), one));
        assertFalse(claims.claim(owner(EnrollmentKind.GROUP, "g2"), one));
    }

    @Test
    void otherScopesHaveClaimsOfTheirOwn() {
        assertTrue(claims.claim(owner("a"), one));

        assertTrue(new Instance(Instance.freshScope()).stores.claims().claim(owner("b"), one));
    }

    @Test
    void whatIsReleasedIsFreeAtOnce() {
        Owner deleted = owner("a");
        assertTrue(claims.claim(deleted, one));

        claims.release(deleted, one);

        assertTrue(claims.claim(owner("b"), one));
    }

    @Test
    void releaseGivesBackNothingOfOthers() {
        Owner holder = owner("a");
        assertTrue(claims.claim(holder, one));

        claims.release(owner("b"), one);
        claims.release(owner(EnrollmentKind.GROUP, "a"), one);
        claims.release(holder, List.of(Certificates.fresh("never claimed")));

        assertFalse(claims.claim(owner("b"), one));
    }

    @Test
    @DisplayName("The late release of a deleted enrollment does not release what its successor has claimed")
    void lateRelease() {
        Owner deleted = owner("a");
        assertTrue(claims.claim(deleted, one));
        Owner again = owner("a");
        assertTrue(claims.claim(again, one));

        claims.release(deleted, one);

        assertFalse(claims.claim(owner("b"), one));
        claims.release(again, one);
        assertTrue(claims.claim(owner("b"), one));
    }

    @Test
    @DisplayName("A claim renewed between a release's read and its delete stays")
    void renewedUnderARelease() {
        Owner deleted = owner("a");
        assertTrue(claims.claim(deleted, one));
        Instance other = new Instance(scope);
        instance.traffic.beforeNext(
                "DELETE certificates", () -> assertTrue(other.stores.claims().claim(owner("a"), one)));

        claims.release(deleted, one);

        assertFalse(claims.claim(owner("b"), one));
    }

    @Test
    @DisplayName("The claim of a writer that crashed gives way when a minute old, not before")
    void crashedWriter() {
        assertTrue(claims.claim(owner("a"), one));

        instance.clock.pass(IN_FLIGHT.minusMillis(1));
        assertFalse(claims.claim(owner("b"), one));

        instance.clock.pass(Duration.ofMillis(1));
        assertTrue(claims.claim(owner("b"), one));
        assertFalse(claims.claim(owner("a"), one));
    }

    @Test
    void theClaimOfAnEnrollmentThatHasOtherCertificatesNowGivesWay() {
        enroll("a", Certificates.fresh("other"));
        assertTrue(claims.claim(owner("a"), one));
        instance.clock.pass(IN_FLIGHT);

        assertTrue(claims.claim(owner("b"), one));
    }

    @Test
    @DisplayName("Who is refused one certificate does not hold on to the others it asked for")
    void refusedInPart() {
        enroll("a", certificate);
        EnrolledCertificate free = Certificates.fresh("free");

        assertFalse(claims.claim(owner("b"), List.of(free, certificate)));

        assertTrue(claims.claim(owner("c"), List.of(free)));
    }

    @Test
    @DisplayName("An enrollment that is refused one certificate more keeps what it has")
    void refusedMore() {
        enroll("a", certificate);
        EnrolledCertificate own = Certificates.fresh("own");
        enroll("b", own);

        assertFalse(claims.claim(owner("b"), List.of(own, certificate)));

        instance.clock.pass(Duration.ofDays(1));
        assertFalse(claims.claim(owner("c"), List.of(own)));
    }

    @Test
    @DisplayName("A claim that landed, though its answer was lost, is not taken for another's")
    void lostAnswer() {
        assertTrue(claims.claim(owner("z"), List.of(Certificates.fresh("first"))));
        instance.traffic.beforeNext("POST certificates", instance.traffic::loseNextAnswer);

        assertTrue(claims.claim(owner("a"), one));
    }

    @Test
    void aStoreThatFailsIsNoRefusal() {
        assertTrue(claims.claim(owner("a"), one));
        instance.traffic.down(true);

        assertThrows(Problem.class, () -> claims.claim(owner("a"), one));
    }

    @Test
    @DisplayName("Of many that claim one certificate at once, exactly one has it: free, or left by a crash")
    void oneWinner() {
        List<Instance> racers =
                IntStream.range(0, 4).mapToObj(i -> new Instance(scope)).toList();
        for (int round = 0; round < ROUNDS; round++) {
            List<EnrolledCertificate> contested = List.of(Certificates.fresh("contested"));
            if (round % 2 == 1) {
                assertTrue(claims.claim(owner("crashed"), contested));
                racers.forEach(racer -> racer.clock.pass(IN_FLIGHT));
                instance.clock.pass(IN_FLIGHT);
            }

            List<Boolean> won = Race.of(
                    racers, racer -> racer.stores.claims().claim(owner("racer-" + racers.indexOf(racer)), contested));

            assertEquals(1, won.stream().filter(it -> it).count(), "round " + round);
        }
    }

    @Test
    @DisplayName("Two versions of one enrollment never refuse each other; the last to claim is on the row")
    void ownVersions() {
        List<Instance> racers =
                IntStream.range(0, 4).mapToObj(i -> new Instance(scope)).toList();

        List<Boolean> won = Race.of(racers, racer -> racer.stores.claims().claim(owner("a"), one));

        assertEquals(List.of(true, true, true, true), won);
    }

    private void enroll(String id, EnrolledCertificate held) {
        IndividualEnrollment enrollment = Samples.individual(
                new RegistrationId(id),
                new X509Certificates(Role.CLIENT, Optional.empty(), Optional.of(held)),
                Samples.plainTerms());
        Owner owner =
                new Owner(EnrollmentKind.INDIVIDUAL, id, enrollment.revision().etag());
        assertTrue(claims.claim(owner, List.of(held)));
        assertTrue(instance.stores.individuals().create(enrollment));
    }

    private static Owner owner(String id) {
        return owner(EnrollmentKind.INDIVIDUAL, id);
    }

    private static Owner owner(EnrollmentKind kind, String id) {
        return new Owner(kind, id, Etag.random(Instance.RANDOM));
    }
}
