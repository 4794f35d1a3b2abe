package io.muster.core.attestation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.identity.Secret;
import io.muster.core.testkit.Effort;
import io.muster.core.testkit.Sas;
import io.muster.core.testkit.TestData;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SasTokenTest {
    private static final Secret GROUP_KEY = Secret.of(countingBytes());
    private static final String RESOURCE = "0ne00ABCDEF%2Fregistrations%2Funit-0001";

    @ParameterizedTest
    @DisplayName("2.16: the published vectors hold, derived key and signature")
    @CsvSource({
        "unit-0001,WE12qoHx8LlvR0nHZJeJFxJ0VdIkoSqA0/IHOcUWCMM=,%2F,FjbJP/dorFh4aJxSRnTpJ3C2zeajixG9XUmK9vEtrQ0=",
        "unit-0001,WE12qoHx8LlvR0nHZJeJFxJ0VdIkoSqA0/IHOcUWCMM=,%2f,cfWZsOvttk9H0roDirzLP9iN2QUbg8bSRw9yEY+L+po=",
        "Unit-0001,dh69ZoLn0qIScCdc4zZ6Yx7tYjO+r0nlq8IZ0/cNhhE=,%2F,60ykEVsNaamxW+5ootY8EtQ4gJKI3IQRrNe18X/PC54="
    })
    void vectors(String id, String derived, String slash, String signature) {
        Secret key = new SymmetricKeys(GROUP_KEY, GROUP_KEY).derive(id).primary();
        assertEquals(derived, key.revealBase64());
        String sent = signature.replace("+", "%2B").replace("/", "%2F").replace("=", "%3D");
        SasToken token = SasToken.parse("SharedAccessSignature sr=0ne00ABCDEF" + slash + "registrations" + slash + id
                + "&sig=" + sent + "&se=2000000000&skn=registration");
        assertTrue(token.signedWith(key));
        assertFalse(token.signedWith(GROUP_KEY));
    }

    @Test
    @DisplayName("2.3, clients 18: fields come in any order, the scheme in any case")
    void fieldOrderIsFree() {
        Sas sas = sas();
        String signature =
                sas.signature().replace("+", "%2b").replace("/", "%2f").replace("=", "%3d");
        SasToken token = SasToken.parse(
                "sharedAccessSIGNATURE se=2000000000&skn=registration&sig=" + signature + "&sr=" + RESOURCE);
        assertTrue(token.signedWith(sas.key()));
        assertEquals("0ne00ABCDEF/registrations/unit-0001", token.resource());
        assertEquals(RESOURCE, token.rawResource());
        assertEquals(Instant.ofEpochSecond(2_000_000_000), token.expiry());
    }

    @Test
    @DisplayName("2.6, clients 18: skn absent (Python) or empty (Java) means no key name")
    void keyNameMayBeAbsentOrEmpty() {
        assertEquals(
                Optional.empty(),
                SasToken.parse(sas().withoutKeyName().header()).keyName());
        assertEquals(
                Optional.empty(), SasToken.parse(sas().keyName("").header()).keyName());
        assertEquals(
                Optional.of("a b"),
                SasToken.parse(sas().keyName("a%20b").header()).keyName());
    }

    @Test
    @DisplayName("clients 17: an sr that is not URL-encoded (Java) is signed as it stands")
    void bareResource() {
        Sas bare =
                Sas.of("0ne00ABCDEF/registrations/unit-0001", TestData.key("k"), Instant.ofEpochSecond(2_000_000_000));
        SasToken token = SasToken.parse(bare.header());
        assertTrue(token.signedWith(bare.key()));
        assertEquals(bare.resource(), token.resource());
    }

    @Test
    void aPlusLeftBareInTheSignatureIsAPlus() {
        // Vector two holds pluses.
        SasToken token = SasToken.parse("SharedAccessSignature sr=0ne00ABCDEF%2fregistrations%2funit-0001"
                + "&sig=cfWZsOvttk9H0roDirzLP9iN2QUbg8bSRw9yEY+L+po=&se=2000000000");
        assertTrue(token.signedWith(
                new SymmetricKeys(GROUP_KEY, GROUP_KEY).derive("unit-0001").primary()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer abc",
                "SharedAccessSignature",
                "SharedAccessSignature ",
                "SharedAccessSignature sr=a&sig=AAAA",
                "SharedAccessSignature sr=a&se=1",
                "SharedAccessSignature sig=AAAA&se=1",
                "SharedAccessSignature sr=&sig=AAAA&se=1",
                "SharedAccessSignature sr=a&sig=&se=1",
                "SharedAccessSignature sr=a&sr=a&sig=AAAA&se=1",
                "SharedAccessSignature sr=a&sig=AAAA&se=1&se=1",
                "SharedAccessSignature sr=a&sig=AAAA&se=1&skn=&skn=x",
                "SharedAccessSignature sr=a&sig=AAAA&se=1&x=1",
                "SharedAccessSignature SR=a&sig=AAAA&se=1",
                "SharedAccessSignature sr=a&sig=AAAA&se=1&",
                "SharedAccessSignature sr=a&&sig=AAAA&se=1",
                "SharedAccessSignature sr=%&sig=AAAA&se=1",
                "SharedAccessSignature sr=%zz&sig=AAAA&se=1",
                "SharedAccessSignature sr=a&sig=%2&se=1",
                "SharedAccessSignature sr=a&sig=A*AA&se=1",
                "SharedAccessSignature sr=a&sig=A&se=1",
                "SharedAccessSignature sr=a&sig=AAAA&se=-1",
                "SharedAccessSignature sr=a&sig=AAAA&se=+1",
                "SharedAccessSignature sr=a&sig=AAAA&se=1.5",
                "SharedAccessSignature sr=a&sig=AAAA&se=01",
                "SharedAccessSignature sr=a&sig=AAAA&se=1000000000000",
                "SharedAccessSignature sr=a&sig=AAAA&se=99999999999999999999",
                "SharedAccessSignature sr=a&sig=AAAA&se=1&skn=%F"
            })
    void malformedTokensAreIllegalArguments(String text) {
        assertThrows(IllegalArgumentException.class, () -> SasToken.parse(text));
    }

    @Test
    void aTokenIsAtMost2048Characters() {
        String token = "SharedAccessSignature sig=AAAA&se=1&sr=";
        assertDoesNotThrow(() -> SasToken.parse(token + "a".repeat(2048 - token.length())));
        assertThrows(IllegalArgumentException.class, () -> SasToken.parse(token + "a".repeat(2049 - token.length())));
    }

    @Test
    @DisplayName("2.7: expired from the second se on, later with skew; the latest se has no overflow")
    void expiry() {
        SasToken token = SasToken.parse(sas().header());
        Instant end = token.expiry();
        assertFalse(token.expired(end.minusNanos(1), Duration.ZERO));
        assertTrue(token.expired(end, Duration.ZERO));
        assertFalse(token.expired(end.plusSeconds(59), Duration.ofSeconds(60)));
        assertTrue(token.expired(end.plusSeconds(60), Duration.ofSeconds(60)));
        assertFalse(SasToken.parse("SharedAccessSignature sr=a&sig=AAAA&se=999999999999")
                .expired(end, Duration.ofSeconds(60)));
    }

    @Test
    void signaturesOfOtherKeysTextsAndLengthsDoNotHold() {
        SasToken token = SasToken.parse(sas().header());
        assertFalse(token.signedWith(TestData.key("other")));
        assertFalse(SasToken.parse(sas().header().replace("se=2000000000", "se=2000000001"))
                .signedWith(sas().key()));
        assertFalse(SasToken.parse("SharedAccessSignature sr=" + RESOURCE + "&sig=AAAA&se=2000000000")
                .signedWith(sas().key()));
    }

    @Test
    void noTextFormShowsTheSignature() {
        String shown = SasToken.parse(sas().header()).toString();
        assertTrue(shown.contains("Signature[32 bytes]"), shown);
        assertFalse(shown.contains(sas().signature()), shown);
    }

    @Test
    void fuzzedTokensAreTokensOrIllegalArguments() {
        long seed = 216;
        Random random = new Random(seed);
        String good = sas().header();
        int parsed = 0;
        for (int i = 0; i < Effort.inputs(10_000); i++) {
            String text = mutate(good, random);
            try {
                SasToken token = SasToken.parse(text);
                parsed++;
                boolean unused = token.expired(TestData.NOW, Duration.ofMinutes(1)) || token.signedWith(GROUP_KEY);
            } catch (IllegalArgumentException refused) {
                assertFalse(String.valueOf(refused.getMessage()).isBlank(), () -> "seed " + seed + ": " + text);
            } catch (RuntimeException wrong) {
                throw new AssertionError("seed " + seed + ": " + text, wrong);
            }
        }
        assertTrue(parsed > 100, "the generator makes good tokens too: " + parsed);
    }

    private static String mutate(String good, Random random) {
        StringBuilder text = new StringBuilder(good);
        for (int n = 1 + random.nextInt(6); n > 0 && text.length() > 1; n--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, "%&=+ -9\u0130".charAt(random.nextInt(8)));
                case 2 -> text.setCharAt(at, (char) random.nextInt(0x10000));
                default -> text.insert(at, good, 0, random.nextInt(good.length()));
            }
        }
        return text.toString();
    }

    private static Sas sas() {
        return Sas.of(RESOURCE, TestData.key("k"), Instant.ofEpochSecond(2_000_000_000));
    }

    private static byte[] countingBytes() {
        byte[] bytes = new byte[64];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }
}
