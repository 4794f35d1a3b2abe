package io.muster.core.certificate;

import static io.muster.core.certificate.Checks.ID;
import static io.muster.core.certificate.Checks.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.decision.Refusal;
import io.muster.core.decision.Trail;
import io.muster.core.testkit.Effort;
import io.muster.core.testkit.FakeAuthority;
import io.muster.core.testkit.FakeCertificate;
import io.muster.core.testkit.FakeCredential;
import io.muster.core.testkit.FakeCrl;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever bytes arrive, a chain is taken or refused with a reason, and a list is read or refused with a sentence. */
class ChainFuzzTest {
    private static final long SEED = 20261123L;
    private static final Duration BOUND = Duration.ofSeconds(60);

    private final Random random = new Random(SEED);
    private final FakeAuthority ca = new FakeAuthority("Factory", NOW);

    @Test
    void mutated_chains_are_refused_and_never_break_the_check() {
        FakeCredential good = ca.good(ID.text());
        Trust trust = Checks.trust(good);

        int taken = assertTimeout(BOUND, () -> {
            int passed = 0;
            for (int i = 0; i < Effort.inputs(3000); i++) {
                List<byte[]> der = new ArrayList<>(good.der());
                int at = random.nextInt(der.size());
                der.set(at, mutated(der.get(at)));
                passed += holds(der, trust) ? 1 : 0;
            }
            return passed;
        });

        // What follows the leaf may be broken in ways nobody looks at: a root that the service knows by itself.
        assertTrue(taken < Effort.inputs(3000) / 2, "seed " + SEED + ": " + taken);
    }

    @Test
    void no_mutated_leaf_passes() {
        FakeCredential good = ca.good(ID.text());
        Trust trust = Checks.trust(good);
        for (int i = 0; i < Effort.inputs(2000); i++) {
            List<byte[]> der = new ArrayList<>(good.der());
            der.set(0, mutated(der.get(0)));
            boolean same = Arrays.equals(der.get(0), good.leaf().der());
            assertEquals(same, holds(der, trust), "seed " + SEED + ", round " + i);
        }
    }

    /** Elements within elements: what recurses into them runs out of stack. */
    @Test
    void deeply_nested_elements_are_refused() {
        byte[] nested = new byte[12 * 1024 / 4 * 4];
        for (int at = 0; at < nested.length; at += 4) {
            int left = nested.length - at - 4;
            nested[at] = Der.SEQUENCE;
            nested[at + 1] = (byte) 0x82;
            nested[at + 2] = (byte) (left >> 8);
            nested[at + 3] = (byte) left;
        }
        assertEquals(false, holds(List.of(nested), Checks.trust(ca.good(ID.text()))));
    }

    @Test
    void mutated_lists_are_refused_and_never_break_the_reader() {
        FakeCertificate root = ca.root();
        byte[] list = new FakeCrl(root, NOW)
                .revokingSerial(BigInteger.TEN)
                .revokingSerial(BigInteger.TWO)
                .der();
        assertTimeout(BOUND, () -> {
            for (int i = 0; i < Effort.inputs(3000); i++) {
                byte[] changed = mutated(list);
                assertEquals(Arrays.equals(changed, list), reads(changed, root), "seed " + SEED + ", round " + i);
            }
        });
    }

    private static boolean holds(List<byte[]> der, Trust trust) {
        Trail trail = new Trail(ID);
        try {
            DeviceChain chain = DeviceChain.parse(der, trail);
            chain.requireName(ID, trail);
            return !ChainCheck.paths(chain, trust, NOW, trail).isEmpty();
        } catch (Refusal e) {
            assertTrue(e.why() instanceof CertificateReason);
            return false;
        }
    }

    private static boolean reads(byte[] list, FakeCertificate root) {
        try {
            return Crl.parse(list, root.enrolled()).size() == 2;
        } catch (IllegalArgumentException e) {
            assertTrue(String.valueOf(e.getMessage()).startsWith("revocation list"), e::toString);
            return false;
        }
    }

    private byte[] mutated(byte[] from) {
        byte[] bytes = from.clone();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
                default -> System.arraycopy(from, 0, bytes, at, Math.min(8, Math.min(bytes.length - at, from.length)));
            }
        }
        return bytes;
    }
}
