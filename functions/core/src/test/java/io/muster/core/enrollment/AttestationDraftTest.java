package io.muster.core.enrollment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.attestation.Attestation;
import io.muster.core.attestation.AttestationType;
import io.muster.core.attestation.CaReferences;
import io.muster.core.attestation.EnrolledCertificate;
import io.muster.core.attestation.TestCertificates;
import io.muster.core.attestation.TpmKeys;
import io.muster.core.attestation.X509Certificates;
import io.muster.core.attestation.X509Certificates.Role;
import io.muster.core.enrollment.AttestationDraft.Certificates;
import io.muster.core.enrollment.AttestationDraft.Slot;
import io.muster.core.enrollment.AttestationDraft.Whole;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.testkit.SeededRandom;
import io.muster.core.testkit.TestData;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("6.12: what an operator need not send again")
class AttestationDraftTest {
    private static final EnrolledCertificate A = TestCertificates.enrolled("a");
    private static final EnrolledCertificate B = TestCertificates.enrolled("b");
    private static final EnrolledCertificate C = TestCertificates.enrolled("c");
    private static final Optional<Slot> NOTHING = Optional.empty();
    private static final Optional<Attestation> STORED =
            Optional.of(new X509Certificates(Role.CLIENT, Optional.of(A), Optional.of(B)));

    @Test
    void givenCertificatesAreTaken() {
        assertEquals(client(A, B), complete(given(A), given(B), Optional.empty()));
        assertEquals(
                new X509Certificates(Role.CLIENT, Optional.empty(), Optional.of(C)),
                complete(NOTHING, given(C), STORED));
    }

    @Test
    void aPlaceLeftOutIsCleared() {
        assertEquals(
                new X509Certificates(Role.CLIENT, Optional.of(A), Optional.empty()),
                complete(kept(Optional.empty()), NOTHING, STORED));
    }

    @Test
    void aPlaceWithoutThumbprintKeepsWhatItHolds() {
        assertEquals(client(A, B), complete(kept(Optional.empty()), kept(Optional.empty()), STORED));
        assertEquals(client(C, B), complete(given(C), kept(Optional.empty()), STORED));
    }

    @Test
    @DisplayName("Certificates change places by their thumbprints, in any case")
    void swapped() {
        assertEquals(client(B, A), complete(kept(thumbprint(B)), kept(thumbprint(A)), STORED));
        assertEquals(
                client(B, C), complete(kept(thumbprint(B).map(it -> it.toLowerCase(Locale.ROOT))), given(C), STORED));
        assertEquals(client(A, A), complete(kept(thumbprint(A)), kept(thumbprint(A)), STORED));
    }

    @Test
    @DisplayName("A certificate that is nowhere is asked for by the name of its member")
    void missing() {
        assertMissing("clientCertificates.primary", kept(Optional.empty()), NOTHING, Optional.empty());
        assertMissing("clientCertificates.secondary", given(A), kept(thumbprint(C)), STORED);
        assertMissing(
                "clientCertificates.secondary",
                given(A),
                kept(Optional.empty()),
                Optional.of(new X509Certificates(Role.CLIENT, Optional.of(A), Optional.empty())));
    }

    @Test
    void certificatesOfAnotherFormAreNotKept() {
        Optional<Attestation> signing = Optional.of(new X509Certificates(Role.SIGNING, Optional.of(A), Optional.of(B)));
        Optional<Attestation> references = Optional.of(new CaReferences(Optional.of("ca"), Optional.empty()));

        assertMissing("clientCertificates.primary", kept(thumbprint(A)), NOTHING, signing);
        assertMissing("clientCertificates.primary", kept(Optional.empty()), NOTHING, references);
    }

    @Test
    void wholeOnesAreTakenAsTheyAre() {
        TpmKeys tpm = new TpmKeys("AToA", Optional.empty());
        CaReferences references = new CaReferences(Optional.of("ca"), Optional.empty());

        assertEquals(tpm, new Whole(tpm).complete(Optional.of(new TpmKeys("old", Optional.empty())), random()));
        assertEquals(references, new Whole(references).complete(STORED, random()));
        assertEquals(AttestationType.TPM, new Whole(tpm).type());
        assertEquals(AttestationType.X509, new Whole(references).type());
        assertThrows(IllegalArgumentException.class, () -> new Whole(TestData.keys("a")));
        assertThrows(IllegalArgumentException.class, () -> new Whole(client(A, B)));
    }

    @Test
    void typesAreThoseOfTheWire() {
        assertEquals(AttestationType.X509, new Certificates(Role.SIGNING, given(A), NOTHING).type());
        assertEquals(AttestationType.SYMMETRIC_KEY, AttestationDraft.Keys.NONE.type());
    }

    private static X509Certificates client(EnrolledCertificate primary, EnrolledCertificate secondary) {
        return new X509Certificates(Role.CLIENT, Optional.of(primary), Optional.of(secondary));
    }

    private static Optional<Slot> given(EnrolledCertificate certificate) {
        return Optional.of(new Slot.Given(certificate));
    }

    private static Optional<Slot> kept(Optional<String> thumbprint) {
        return Optional.of(new Slot.Kept(thumbprint));
    }

    private static Optional<String> thumbprint(EnrolledCertificate certificate) {
        return Optional.of(certificate.info().sha256Thumbprint());
    }

    private static X509Certificates complete(
            Optional<Slot> primary, Optional<Slot> secondary, Optional<Attestation> stored) {
        return new Certificates(Role.CLIENT, primary, secondary).complete(stored, random());
    }

    private static void assertMissing(
            String member, Optional<Slot> primary, Optional<Slot> secondary, Optional<Attestation> stored) {
        Problem problem = assertThrows(Problem.class, () -> complete(primary, secondary, stored));
        assertEquals(ProblemKind.INVALID_ARGUMENT, problem.kind());
        assertTrue(problem.message().contains("attestation.x509." + member + ".certificate"), problem.message());
    }

    private static SeededRandom random() {
        return new SeededRandom(1);
    }
}
