package io.muster.core.certificate;

import static io.muster.core.certificate.Checks.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.attestation.EnrolledCertificate;
import io.muster.core.testkit.Effort;
import io.muster.core.testkit.FakeAuthority;
import io.muster.core.testkit.SeededRandom;
import java.math.BigInteger;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Issue 4, point 8: the deny list as operators write it. */
class DenialTest {
    private static final String SHA1 = "0123456789".repeat(4);
    private static final String SHA256 = "01234567".repeat(8);

    @Test
    void a_serial_is_denied_with_its_issuer_whatever_the_spelling() {
        Denial denial = Denial.parse(" serial: 00:0a:1B;issuer: cn=Factory  ROOT, O=Muster ");

        assertEquals(
                new Denial.BySerial(new X500Principal("CN=factory root,O=Muster"), BigInteger.valueOf(0x0A1B)), denial);
        assertEquals("serial:a1b;issuer:CN=Factory  ROOT,O=Muster", denial.text());
    }

    @Test
    void thumbprints_and_keys_are_denied_in_either_case() {
        assertEquals(new Denial.ByThumbprint(SHA1), Denial.parse("thumbprint:" + SHA1));
        assertEquals(new Denial.ByThumbprint("AB".repeat(32)), Denial.parse("thumbprint:" + "aB:".repeat(32)));
        assertEquals(new Denial.ByPublicKey(SHA256), Denial.parse("key:" + SHA256));
        assertEquals("thumbprint:" + SHA256, new Denial.ByThumbprint(SHA256).text());
        assertEquals("key:" + SHA256, new Denial.ByPublicKey(SHA256).text());
    }

    @Test
    void all_that_can_be_denied_of_a_certificate_reads_back() {
        EnrolledCertificate leaf =
                new FakeAuthority("Factory", NOW).leaf("device-1").enrolled();

        List<Denial> all = Denial.of(leaf);

        assertEquals(4, all.size());
        assertEquals(
                "serial:" + new BigInteger(leaf.info().serialNumber(), 16).toString(16) + ";issuer:CN=Factory Issuing",
                all.get(0).text());
        assertEquals("thumbprint:" + leaf.info().sha256Thumbprint(), all.get(1).text());
        assertEquals("thumbprint:" + leaf.info().sha1Thumbprint(), all.get(2).text());
        assertEquals(all, all.stream().map(Denial::text).map(Denial::parse).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|is not thumbprint:HEX, key:HEX or serial:HEX;issuer:NAME",
                "sha1:00|is not thumbprint:HEX, key:HEX or serial:HEX;issuer:NAME",
                "serial:00|by serial needs an issuer, any other has none",
                "key:00;issuer:CN=a|by serial needs an issuer, any other has none",
                "key:0G|holds something else than hexadecimal digits",
                "key:|holds something else than hexadecimal digits",
                "key:00|has 2 hexadecimal digits, not 64",
                "thumbprint:00|has 2 hexadecimal digits, not 64",
            })
    void anything_else_is_refused(String text, String why) {
        assertEquals("denial " + why, refused(text));
    }

    @Test
    void a_key_has_the_length_of_sha256() {
        assertEquals("denial has 40 hexadecimal digits, not 64", refused("key:" + SHA1));
    }

    @Test
    void an_issuer_is_a_distinguished_name() {
        assertEquals("denial's issuer is not a distinguished name", refused("serial:01;issuer:nobody"));
    }

    @Test
    void a_text_is_at_most_1024_characters() {
        String longest = "key:" + SHA256 + ":".repeat(1024 - 68);

        assertEquals(new Denial.ByPublicKey(SHA256), Denial.parse(longest));
        assertEquals("denial is longer than 1024 characters", refused(longest + ":"));
    }

    @Test
    void mutated_texts_are_read_or_refused() {
        long seed = 20261123L;
        SeededRandom random = new SeededRandom(seed);
        String[] seeds = {"serial:0A1B;issuer:CN=a\\, b+OU=#0C0161,O=\"x\"", "thumbprint:" + SHA1, "key:" + SHA256};
        for (int i = 0; i < Effort.inputs(5000); i++) {
            byte[] octets = new byte[3];
            random.nextBytes(octets);
            StringBuilder text = new StringBuilder(seeds[i % 3]);
            text.setCharAt((octets[0] & 0xFF) % text.length(), (char) (octets[1] & 0x7F));
            text.insert((octets[2] & 0xFF) % text.length(), (char) (octets[1] & 0x5F));
            readOrRefused(text.toString(), seed);
        }
    }

    private static void readOrRefused(String text, long seed) {
        try {
            Denial denial = Denial.parse(text);
            assertEquals(denial, Denial.parse(denial.text()), () -> "seed " + seed + ": " + text);
        } catch (IllegalArgumentException e) {
            assertTrue(String.valueOf(e.getMessage()).startsWith("denial"), () -> "seed " + seed + ": " + e);
        }
    }

    private static String refused(String text) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> Denial.parse(text))
                .getMessage());
    }
}
