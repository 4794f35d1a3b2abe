package io.muster.core.certificate;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.attestation.EnrolledCertificate;
import io.muster.core.identity.Etag;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.testkit.CertificateOrder;
import io.muster.core.testkit.Effort;
import io.muster.core.testkit.FakeCertificate;
import io.muster.core.testkit.FakeKeys;
import io.muster.core.testkit.TestAuthority;
import io.muster.core.testkit.TestData;
import java.security.cert.CertificateException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("behaviour 9.2: what proves that somebody holds a CA's key, and what is a CA at all")
class CaProofTest {
    /** Tag and length before the signed part. */
    private static final int HEAD = 4;

    private static final String CODE = "0123456789ABCDEF".repeat(3);
    private static final TestAuthority CA = TestAuthority.named("CN=Plant A,O=Contoso");

    @Test
    void a_certificate_its_key_signed_for_the_code_does_with_either_kind_of_key() {
        assertDoesNotThrow(() -> prove(CA, CA.issue("CN=" + CODE)));
        assertDoesNotThrow(() -> prove(CA, CA.issue("O=Contoso,CN=" + CODE)));
        TestAuthority rsa = TestAuthority.named("CN=Plant R", "RSA", 2048);
        assertDoesNotThrow(() -> prove(rsa, rsa.issue("CN=" + CODE)));
    }

    @Test
    void a_proof_signed_with_sha_1_proves_nothing() {
        FakeCertificate root = CertificateOrder.ca("Plant S", FakeKeys.rsa(2048, "plant-s"), TestData.NOW)
                .selfSigned();
        CertificateOrder order = CertificateOrder.leaf(CODE, FakeKeys.p256("proof"), TestData.NOW);
        CaCertificate challenged = new CaCertificate(
                new CaName("ca"), root.enrolled(), false, Optional.of(CODE), TestData.NOW, TestData.NOW, new Etag("e"));
        assertDoesNotThrow(() -> CaProof.require(challenged, order.by(root).enrolled(), TestData.NOW));

        EnrolledCertificate weak = order.signedWith("SHA1withRSA").by(root).enrolled();

        Problem problem = assertThrows(Problem.class, () -> CaProof.require(challenged, weak, TestData.NOW));
        assertTrue(problem.message().contains("SHA-1"), problem.message());
    }

    @Test
    void each_single_defect_is_400053_and_told() {
        failed("the latest verification code", CA.issue("CN=" + CODE.replace('0', '1')));
        failed("the latest verification code", CA.issue("CN=" + CODE.toLowerCase(Locale.ROOT)));
        failed("the latest verification code", CA.issue("CN=" + CODE + "\\ "));
        failed("the latest verification code", CA.issue("CN=" + CODE.substring(1)));
        failed("the latest verification code", CA.issue("O=" + CODE));
        failed("the latest verification code", CA.issue("CN=" + CODE + ",CN=" + CODE));
        failed("the latest verification code", CA.certificate());
        failed("not the CA's subject", TestAuthority.named("CN=Other").issue("CN=" + CODE));
        failed(
                "not signed with the CA's key",
                TestAuthority.named("CN=Plant A,O=Contoso").issue("CN=" + CODE));
        failed(
                "not signed with the CA's key",
                TestAuthority.named("CN=Plant A,O=Contoso", "RSA", 2048).issue("CN=" + CODE));
        failed("has expired", CA.issue("CN=" + CODE, TestAuthority.FROM, TestData.NOW.minus(1, ChronoUnit.SECONDS)));
        failed("not valid yet", CA.issue("CN=" + CODE, TestData.NOW.plus(1, ChronoUnit.SECONDS), TestAuthority.UNTIL));
        Problem none = assertThrows(
                Problem.class, () -> CaProof.require(ca(CA, Optional.empty()), CA.issue("CN=" + CODE), TestData.NOW));
        assertTrue(none.message().contains("generate one first"), none.message());
    }

    /** Damage to what was signed: around it, such as in how many bits of the signature count, some is passed over. */
    @Test
    void a_damaged_proof_never_proves_and_never_breaks_anything() throws CertificateException {
        EnrolledCertificate whole = CA.issue("CN=" + CODE);
        byte[] der = whole.der();
        int signed = ParsedCertificate.of(whole).x509().getTBSCertificate().length;
        long seed = 12;
        Random random = new Random(seed);
        for (int i = 0; i < Effort.inputs(2000); i++) {
            byte[] damaged = der.clone();
            damaged[HEAD + random.nextInt(signed)] ^= (byte) (1 << random.nextInt(8));
            EnrolledCertificate proof;
            try {
                proof = EnrolledCertificate.ofDer(damaged);
            } catch (IllegalArgumentException refused) {
                continue;
            }
            Problem problem = assertThrows(Problem.class, () -> prove(CA, proof), "seed " + seed);
            assertEquals(ProblemKind.PROOF_FAILED, problem.kind(), "seed " + seed);
        }
    }

    @Test
    void rule_2_34_what_could_never_sign_for_a_device_is_no_ca() {
        assertDoesNotThrow(() -> CaProfile.require(CA.certificate()));
        assertDoesNotThrow(() -> CaProfile.require(CA.certificate(true, 0)));
        noCa("CA:TRUE", CA.ofVersion1());
        noCa("CA:TRUE", CA.bare());
        noCa("CA:TRUE", CA.certificate(false, KeyUsage.keyCertSign));
        noCa("keyCertSign", CA.certificate(true, KeyUsage.digitalSignature));
        noCa("1024 bits", TestAuthority.named("CN=a", "RSA", 1024).certificate());
        noCa(
                "algorithm that is not taken",
                TestAuthority.named("CN=a", "Ed448", 448).certificate());
    }

    @Test
    void a_damaged_ca_is_taken_or_refused_and_breaks_nothing() {
        byte[] der = CA.certificate().der();
        long seed = 13;
        Random random = new Random(seed);
        for (int i = 0; i < Effort.inputs(2000); i++) {
            byte[] damaged = der.clone();
            damaged[random.nextInt(der.length)] = (byte) random.nextInt(256);
            try {
                CaProfile.require(EnrolledCertificate.ofDer(damaged));
            } catch (IllegalArgumentException refused) {
                assertEquals(IllegalArgumentException.class, refused.getClass(), "seed " + seed);
            } catch (Problem refused) {
                assertEquals(ProblemKind.INVALID_ARGUMENT, refused.kind(), "seed " + seed);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static void noCa(String why, EnrolledCertificate certificate) {
        Problem problem = assertThrows(Problem.class, () -> CaProfile.require(certificate));
        assertEquals(ProblemKind.INVALID_ARGUMENT, problem.kind());
        assertTrue(problem.message().contains(why), problem.message());
    }

    private static void failed(String why, EnrolledCertificate proof) {
        Problem problem = assertThrows(Problem.class, () -> prove(CA, proof));
        assertEquals(ProblemKind.PROOF_FAILED, problem.kind());
        assertTrue(problem.message().contains(why), problem.message());
    }

    private static void prove(TestAuthority authority, EnrolledCertificate proof) {
        CaProof.require(ca(authority, Optional.of(CODE)), proof, TestData.NOW);
    }

    private static CaCertificate ca(TestAuthority authority, Optional<String> code) {
        return new CaCertificate(
                new CaName("ca"), authority.certificate(), false, code, TestData.NOW, TestData.NOW, new Etag("e"));
    }
}
