package io.muster.local.servicebus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** The token that opens a queue: what is one, what is not, and that no text breaks its parser. */
class SasTokenTest {
    private static final String KEY = "a-key";
    private static final SasRule RULE = new SasRule("local", KEY);
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

    private final String good = sign("amqp://127.0.0.1/Assign", 1_800_000_060);

    @Test
    void aSignedTokenIsAcceptedForItsEntity() {
        // when
        SasToken token = SasToken.parse(good).orElseThrow();

        // then
        assertTrue(RULE.accepts(token, NOW));
        assertTrue(token.entity().covers(new EntityPath("assign/$deadletterqueue")));
        assertFalse(token.entity().covers(new EntityPath("assign2")));
    }

    @Test
    void anExpiredTokenIsNotAccepted() {
        assertFalse(RULE.accepts(SasToken.parse(good).orElseThrow(), Instant.ofEpochSecond(1_800_000_060)));
    }

    @Test
    void tokensThatAreNotWholeAreNoTokens() {
        String fields = good.substring("SharedAccessSignature ".length());
        assertEquals(Optional.empty(), SasToken.parse(fields));
        assertEquals(Optional.empty(), SasToken.parse("SharedAccessSignature "));
        assertEquals(Optional.empty(), SasToken.parse(good + "&se=1900000000"), "a field twice");
        assertEquals(Optional.empty(), SasToken.parse(good.replace("se=1", "se=-1")));
        assertEquals(Optional.empty(), SasToken.parse(good.replace("&skn=local", "")));
        assertEquals(Optional.empty(), SasToken.parse(good.replaceFirst("sig=[^&]*", "sig=%%")));
        assertEquals(Optional.empty(), SasToken.parse(good + "&x=" + "y".repeat(5000)), "overlong");
    }

    /** Seeded: a token with anything changed is refused, be it by parser or by rule, and never throws. */
    @Test
    void noMutationOfATokenIsAccepted() {
        SasToken original = SasToken.parse(good).orElseThrow();
        for (long seed = 1; seed <= 20_000; seed++) {
            String mutated = mutate(good, new Random(seed));
            Optional<SasToken> accepted = SasToken.parse(mutated).filter(token -> RULE.accepts(token, NOW));
            // A change that leaves every decoded field as it was (an escape's letter case, an extra field) is no
            // forgery.
            boolean same = accepted.map(token -> token.signedText().equals(original.signedText())
                            && token.entity().equals(original.entity()))
                    .orElse(true);
            assertTrue(same, "seed " + seed);
        }
    }

    private static String mutate(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        for (int change = 1 + random.nextInt(3); change > 0; change--) {
            int at = random.nextInt(mutated.length());
            switch (random.nextInt(3)) {
                case 0 -> mutated.setCharAt(at, (char) random.nextInt(0x250));
                case 1 -> mutated.insert(at, "%&=+ \0".charAt(random.nextInt(6)));
                default -> mutated.deleteCharAt(at);
            }
        }
        return mutated.toString();
    }

    private static String sign(String resource, long expiry) {
        try {
            String encoded = URLEncoder.encode(resource, StandardCharsets.UTF_8);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] signature = mac.doFinal((encoded + "\n" + expiry).getBytes(StandardCharsets.UTF_8));
            String text = URLEncoder.encode(Base64.getEncoder().encodeToString(signature), StandardCharsets.UTF_8);
            return "SharedAccessSignature sr=" + encoded + "&sig=" + text + "&se=" + expiry + "&skn=local";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
