package io.muster.core.attestation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.attestation.X509Certificates.Role;
import io.muster.core.testkit.SampleTpmKeys;
import io.muster.core.testkit.TestData;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AttestationTypeTest {
    private static final EnrolledCertificate ONE = TestCertificates.enrolled("one");
    private static final EnrolledCertificate OTHER = TestCertificates.enrolled("other");

    @Test
    @DisplayName("rest.md: the names on the wire")
    void names() {
        assertEquals(
                List.of("symmetricKey", "x509", "tpm"),
                Arrays.stream(AttestationType.values())
                        .map(AttestationType::wire)
                        .toList());
        assertEquals("clientCertificates", Role.CLIENT.wire());
        assertEquals("signingCertificates", Role.SIGNING.wire());
    }

    @Test
    @DisplayName("6.13: what is enrolled and what a device proved itself by are of a kind each")
    void kinds() {
        assertEquals(AttestationType.SYMMETRIC_KEY, TestData.keys("k").type());
        assertEquals(
                AttestationType.X509,
                certificates(Optional.of(ONE), Optional.empty()).type());
        assertEquals(AttestationType.X509, new CaReferences(Optional.of("ca"), Optional.empty()).type());
        assertEquals(AttestationType.TPM, new TpmKeys(SampleTpmKeys.EK, Optional.empty()).type());
        assertEquals(AttestationType.SYMMETRIC_KEY, new Evidence.Key("unit-1").type());
        assertEquals(AttestationType.X509, new Evidence.Certificate("AB").type());
        assertEquals(AttestationType.TPM, new Evidence.Tpm(SampleTpmKeys.SRK).type());
    }

    @Test
    @DisplayName("2.18: primary and secondary certificate both count")
    void bothCertificates() {
        assertEquals(
                List.of(ONE, OTHER),
                certificates(Optional.of(ONE), Optional.of(OTHER)).all());
        assertEquals(
                List.of(OTHER),
                certificates(Optional.empty(), Optional.of(OTHER)).all());
    }

    @Test
    @DisplayName("2.11, 2.29: a hub is told of another certificate or TPM, and not of another spelling")
    void tells() {
        Evidence key = new Evidence.Key("Unit-1");
        Evidence certificate = new Evidence.Certificate("AB");
        assertTrue(key.tells(new Evidence.Key("unit-1")));
        assertFalse(key.tells(certificate));
        assertTrue(certificate.tells(new Evidence.Certificate("AB")));
        assertFalse(certificate.tells(new Evidence.Certificate("CD")));
        assertFalse(certificate.tells(key));
    }

    @Test
    @DisplayName("a device with only a token brings it, no certificate and no TPM")
    void tokenAlone() {
        Credentials brought = Credentials.token(Optional.of("token"));
        assertEquals(Optional.of("token"), brought.authorization());
        assertEquals(List.of(), brought.chain());
        assertEquals(Optional.empty(), brought.tpm());
    }

    @Test
    @DisplayName("issue 4: the codes operators may rely on, each with advice in whole sentences")
    void codes() {
        assertEquals(
                List.of(
                        "token-malformed",
                        "token-of-other-resource",
                        "token-of-other-key-name",
                        "token-expired",
                        "token-signature",
                        "token-of-nobody"),
                Arrays.stream(TokenReason.values()).map(TokenReason::code).toList());
        for (TokenReason reason : TokenReason.values()) {
            assertTrue(reason.advice().matches("[A-Z].{40,}\\."), reason.advice());
        }
    }

    private static X509Certificates certificates(
            Optional<EnrolledCertificate> primary, Optional<EnrolledCertificate> secondary) {
        return new X509Certificates(Role.CLIENT, primary, secondary);
    }
}
