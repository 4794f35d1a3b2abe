package io.muster.core.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CertificateReasonTest {
    @Test
    void codes_are_stable() {
        assertEquals(
                "chain-empty chain-too-long chain-too-large certificate-malformed common-name-missing"
                        + " common-name-ambiguous common-name-mismatch certificate-revoked crl-stale"
                        + " certificate-expired certificate-not-yet-valid issuer-not-a-ca path-length-exceeded"
                        + " key-usage extended-key-usage critical-extension key-too-small key-too-large"
                        + " algorithm-refused name-constraints policy path-rules no-verified-ca loop issuer-not-found"
                        + " signature-invalid search-exhausted",
                Arrays.stream(CertificateReason.values())
                        .map(CertificateReason::code)
                        .collect(Collectors.joining(" ")));
    }

    @ParameterizedTest
    @EnumSource(CertificateReason.class)
    void each_gives_advice_in_a_sentence(CertificateReason reason) {
        assertTrue(reason.advice().matches("[A-Z].{20,}\\."), reason.advice());
    }
}
