package io.muster.core.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.decision.Refusal;
import io.muster.core.decision.Trail;
import io.muster.core.identity.RegistrationId;
import io.muster.core.testkit.FakeCredential;
import io.muster.core.testkit.FakeDefect;
import io.muster.core.testkit.FakeSound;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Issue 4, points 1 and 6: what holds is taken, and each single defect is refused for what it is. */
class ChainCheckTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final RegistrationId ID = new RegistrationId("device-1");

    @ParameterizedTest
    @EnumSource(FakeSound.class)
    void takes_what_holds(FakeSound sound) {
        FakeCredential credential = sound.make(ID.text(), NOW);
        Trail trail = new Trail(ID);

        List<ValidPath> paths = check(credential, trail);

        assertEquals(1, paths.size(), trail.findings()::toString);
        assertEquals(credential.leaf().enrolled(), paths.get(0).leaf().certificate());
        assertTrue(paths.get(0).anchor().verified());
    }

    @ParameterizedTest
    @EnumSource(FakeDefect.class)
    void refuses_each_defect_for_what_it_is(FakeDefect defect) {
        FakeCredential credential = defect.make(ID.text(), NOW);
        Trail trail = new Trail(ID);

        Refusal refusal = assertThrows(Refusal.class, () -> check(credential, trail), trail.findings()::toString);

        assertEquals(defect.reason(), refusal.why(), refusal.findings()::toString);
    }

    private static List<ValidPath> check(FakeCredential credential, Trail trail) {
        Trust trust = Trust.of(credential.uploaded(), credential.signing(), credential.revocations());
        DeviceChain chain = DeviceChain.parse(credential.der(), trail);
        chain.requireName(ID, trail);
        return ChainCheck.paths(chain, trust, NOW, trail);
    }
}
