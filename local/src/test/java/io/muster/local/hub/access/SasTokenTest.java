package io.muster.local.hub.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SasTokenTest {

    private static final SymmetricKey KEY = SymmetricKey.random();

    @Test
    @DisplayName("2.5 the signature is over sr as sent, whatever its encoding; hosts fold case, ids do not")
    void signatureIsOverRawResource() {
        for (String sr :
                new String[] {"hub.test%2Fdevices%2FDev", "hub.test%2fdevices%2fDev", "HUB.test/devices/Dev"}) {
            SasToken token = SasToken.parse(token(sr)).orElseThrow();
            assertTrue(token.isSignedBy(KEY));
            assertTrue(token.isForDevice("hub.test", "Dev"));
            assertFalse(token.isForDevice("hub.test", "dev"));
            assertFalse(token.isForDevice("hub.test", "De"));
        }
    }

    @Test
    @DisplayName("an id encoded on its own before the whole resource was encoded is understood")
    void doublyEncodedIdIsUnderstood() {
        assertTrue(SasToken.parse(token("hub.test%2Fdevices%2Fa%2523b"))
                .orElseThrow()
                .isForDevice("hub.test", "a#b"));
    }

    @Test
    @DisplayName("another key's signature is refused")
    void otherKeyIsRefused() {
        assertFalse(SasToken.parse(token("hub.test")).orElseThrow().isSignedBy(SymmetricKey.random()));
    }

    @Test
    @DisplayName("a path covers what is below it, not what only begins alike")
    void pathCoversWhatIsBelow() {
        SasToken token = SasToken.parse(token("hub.test%2Fdevices")).orElseThrow();
        assertTrue(token.covers("hub.test", "/devices"));
        assertTrue(token.covers("hub.test", "/devices/d1"));
        assertFalse(token.covers("hub.test", "/devices2"));
        assertFalse(token.covers("hub.test", "/twins/d1"));
    }

    @Test
    @DisplayName("missing, doubled and malformed fields are refused")
    void malformedTokensAreRefused() {
        String good = token("hub.test");
        for (String wrong : new String[] {
            "",
            "SharedAccessSignature ",
            good.replace("SharedAccessSignature", "sharedaccesssignature"),
            good + "&sr=hub.test",
            good + "&",
            good.replace("&se=2000000000", ""),
            good.replace("2000000000", "soon"),
            good.replace("2000000000", "2".repeat(13)),
            good.replace("sig=", "sig=%"),
            good.replace("sig=", "sig=AAAA"),
            good.replace("sr=hub.test", "sr=%ff"),
            good + "&x=" + "y".repeat(4096)
        }) {
            assertEquals(Optional.empty(), SasToken.parse(wrong), wrong);
        }
    }

    @Test
    @DisplayName("no text breaks the parsers, and none but the real one is believed")
    void noTextBreaksTheParsers() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String good = token("hub.test%2Fdevices%2Fd1");
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder(good);
            for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
                char character = (char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt(65536));
                text.setCharAt(random.nextInt(text.length()), character);
            }
            try {
                PercentText.decode(text.toString());
                boolean believed = SasToken.parse(text.toString())
                        .filter(token -> token.isForDevice("hub.test", "d1") && token.isSignedBy(KEY))
                        .isPresent();
                assertFalse(believed && !sameFields(good, text.toString()), "seed " + seed + ": " + text);
            } catch (RuntimeException e) {
                fail("seed " + seed + ", round " + round, e);
            }
        }
    }

    /** Only the spelling of an escape, of an unread field, or of the last base64 digit's unused bits may differ. */
    private static boolean sameFields(String good, String other) {
        return field(good, "se=").equals(field(other, "se="))
                && field(good, "sr=").equals(field(other, "sr="));
    }

    private static String field(String token, String name) {
        int start = token.indexOf(name);
        int end = token.indexOf('&', start);
        return start < 0 ? "" : token.substring(start, end < 0 ? token.length() : end);
    }

    private static String token(String sr) {
        String sig = Base64.getEncoder().encodeToString(KEY.sign(sr + "\n2000000000"));
        return "SharedAccessSignature sr=" + sr + "&sig=" + URLEncoder.encode(sig, StandardCharsets.UTF_8)
                + "&se=2000000000";
    }
}
