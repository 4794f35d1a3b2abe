package io.muster.core.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.testkit.FakeKeys;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureFloorTest {
    private static final String PSS = "1.2.840.113549.1.1.10";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2.840.113549.1.1.11",
                "1.2.840.113549.1.1.12",
                "1.2.840.113549.1.1.13",
                "1.2.840.10045.4.3.2",
                "1.2.840.10045.4.3.3",
                "1.2.840.10045.4.3.4",
                "1.3.101.112"
            })
    void sha2_with_rsa_or_ecdsa_and_ed25519_are_taken(String oid) {
        assertTrue(SignatureFloor.takes(oid, null));
    }

    /** MD5 and SHA-1 with RSA, SHA-1 with ECDSA and DSA, SHA-256 with DSA. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2.840.113549.1.1.4",
                "1.2.840.113549.1.1.5",
                "1.2.840.10045.4.1",
                "1.2.840.10040.4.3",
                "2.16.840.1.101.3.4.3.2"
            })
    void others_are_refused(String oid) {
        assertFalse(SignatureFloor.takes(oid, null));
    }

    @ParameterizedTest
    @CsvSource({"SHA-256, SHA-256, true", "SHA-512, SHA-384, true", "SHA-1, SHA-256, false", "SHA-256, SHA-1, false"})
    void pss_is_taken_with_sha2_throughout(String digest, String mask, boolean taken) throws Exception {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
        parameters.init(new PSSParameterSpec(digest, "MGF1", new MGF1ParameterSpec(mask), 32, 1));

        assertEquals(taken, SignatureFloor.takes(PSS, parameters.getEncoded()));
    }

    @Test
    void pss_without_readable_parameters_is_refused() {
        assertFalse(SignatureFloor.takes(PSS, null));
        assertFalse(SignatureFloor.takes(PSS, new byte[] {5, 0}));
    }

    @ParameterizedTest
    @CsvSource({"secp256r1, 1, BC", "secp384r1, 2, BC", "secp521r1, 4, BC"})
    void checks_on_larger_curves_count_for_more(String curve, int cost, String provider) {
        PublicKey key = FakeKeys.curve(curve, "device").getPublic();

        assertEquals(cost, Signatures.cost(key));
        assertEquals(provider, Signatures.provider(key));
    }

    @Test
    void checks_with_larger_rsa_keys_count_for_more() throws GeneralSecurityException {
        assertEquals(1, Signatures.cost(rsa(2048)));
        assertEquals(1, Signatures.cost(rsa(4096)));
        assertEquals(2, Signatures.cost(rsa(4097)));
        assertEquals("SunRsaSign", Signatures.provider(rsa(2048)));
        assertEquals(1, Signatures.cost(FakeKeys.ed25519("device").getPublic()));
        assertEquals("BC", Signatures.provider(FakeKeys.ed25519("device").getPublic()));
    }

    private static PublicKey rsa(int bits) throws GeneralSecurityException {
        var numbers = new java.security.spec.RSAPublicKeySpec(
                java.math.BigInteger.ONE.shiftLeft(bits - 1).setBit(0), java.math.BigInteger.valueOf(65537));
        return java.security.KeyFactory.getInstance("RSA").generatePublic(numbers);
    }
}
