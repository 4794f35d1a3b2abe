package io.muster.core.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.attestation.DeviceToken;
import io.muster.core.attestation.SymmetricKeys;
import io.muster.core.decision.Trail;
import io.muster.core.identity.RegistrationId;
import io.muster.core.identity.Secret;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.TestData;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is compared with a secret takes as long whatever it is: nobody learns a signature or a key byte by byte. */
@Tag("release")
@DisplayName("Comparing with a secret")
class ComparisonTimeTest {
    private static final int SAMPLES = Integer.getInteger("muster.timing.samples", 1_000_000);
    private static final long SEED = 20_261_123;
    /** As dudect has it: beyond 10 a difference is certain. */
    private static final double MOST = 10;

    private static final int SIGNATURE = 32;
    /** So many comparisons a sample that they outweigh the reading of the clock. */
    private static final int AT_ONCE = 16;

    private static final FakeDevice DEVICE = FakeDevice.withKey("unit-1", TestData.key("device"));

    private final Random random = new Random(SEED);
    private final TimingProbe probe = new TimingProbe(SEED, SAMPLES);
    private final SymmetricKeys keys = new SymmetricKeys(DEVICE.key(), TestData.key("other"));
    private final byte[] right = signature(DEVICE.key());

    private static byte[] signature(Secret key) {
        return Base64.getDecoder()
                .decode(FakeDevice.withKey(DEVICE.id(), key)
                        .sas(TestData.NOW.plusSeconds(60))
                        .signature());
    }

    @Test
    @DisplayName("a signature wrong in its first byte takes as long as one wrong in its last")
    void firstOrLastByte() {
        assertSame("first/last", of -> flipped(right, of * (SIGNATURE - 1)));
        assertEquals(0, probe.taken());
    }

    @Test
    @DisplayName("one wrong signature takes as long as any other (fixed against random)")
    void fixedOrRandom() {
        byte[] fixed = noise();
        // Noise for both, needed or not: what has been computed just before is in the processor's memory.
        assertSame("fixed/random", of -> new byte[][] {fixed, noise()}[of].clone());
        assertEquals(0, probe.taken());
    }

    @Test
    @DisplayName("a signature by the primary key takes as long as one by the secondary")
    void primaryOrSecondary() {
        byte[] bySecondary = signature(keys.secondary());
        assertSame("primary/secondary", of -> new byte[][] {right, bySecondary}[of].clone());
        assertEquals(SAMPLES + SAMPLES / 10, probe.taken());
    }

    @Test
    @DisplayName("a secret wrong in its first byte takes as long to compare as one wrong in its last")
    void secrets() {
        byte[] key = TestData.key("a").reveal();
        Secret own = Secret.of(key);
        double t = t("secret", of -> Secret.of(flipped(key, of * (key.length - 1))), other -> equal(own, other));
        assertTrue(t < MOST, () -> "|t| = " + t + ", seed " + SEED);
        assertEquals(0, probe.taken());
    }

    @Test
    @DisplayName("the method finds a comparison that stops at the first difference, signature and all")
    void planted() {
        double t = t("planted", of -> flipped(right, of * (SIGNATURE - 1)), this::naive);
        assertTrue(t > MOST, () -> "|t| = " + t + ", seed " + SEED);
    }

    /** As the service checks a token, both keys, but for the comparison itself. */
    private boolean naive(byte[] signature) {
        boolean primary = stopping(signature(keys.primary()), signature);
        boolean secondary = stopping(signature(keys.secondary()), signature);
        return primary || secondary;
    }

    private static boolean stopping(byte[] expected, byte[] signature) {
        for (int i = 0; i < expected.length; i++) {
            if (expected[i] != signature[i]) {
                return false;
            }
        }
        return true;
    }

    private void assertSame(String what, IntFunction<byte[]> signature) {
        double t = t(what, of -> token(signature.apply(of)), token -> token.signedWithEither(keys));
        assertTrue(t < MOST, () -> "|t| = " + t + ", seed " + SEED);
    }

    private <T> double t(String what, IntFunction<T> input, Predicate<T> call) {
        TimingProbe.Times times = probe.measure(input, call);
        double t = TimingProbe.t(times);
        System.out.printf(
                "%s: %d samples, |t| = %.1f, medians %.0f and %.0f ns%n",
                what, SAMPLES, t, times.medianOfOne(), times.medianOfOther());
        return t;
    }

    private static DeviceToken token(byte[] signature) {
        String sig = URLEncoder.encode(Base64.getEncoder().encodeToString(signature), StandardCharsets.UTF_8);
        String header = DEVICE.sas(TestData.NOW.plusSeconds(60)).header().replaceFirst("sig=[^&]*", "sig=" + sig);
        RegistrationId id = DEVICE.registrationId();
        return DeviceToken.check(header, TestData.SCOPE, id, TestData.NOW, Duration.ZERO, new Trail(id));
    }

    private static boolean equal(Secret own, Secret other) {
        boolean equal = false;
        for (int i = 0; i < AT_ONCE; i++) {
            equal |= own.equals(other);
        }
        return equal;
    }

    private byte[] noise() {
        byte[] bytes = new byte[SIGNATURE];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] changed = bytes.clone();
        changed[at] ^= 1;
        return changed;
    }
}
