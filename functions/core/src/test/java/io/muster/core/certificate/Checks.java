package io.muster.core.certificate;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.muster.core.decision.Finding;
import io.muster.core.decision.Refusal;
import io.muster.core.decision.Trail;
import io.muster.core.identity.RegistrationId;
import io.muster.core.testkit.FakeCredential;
import java.time.Instant;
import java.util.List;

/** Checks of made credentials, all at the same time of day and for the same device. */
final class Checks {
    static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    static final RegistrationId ID = new RegistrationId("device-1");

    private Checks() {}

    static List<ValidPath> paths(FakeCredential credential) {
        return paths(credential, NOW, new Trail(ID));
    }

    static List<ValidPath> paths(FakeCredential credential, Instant now, Trail trail) {
        DeviceChain chain = DeviceChain.parse(credential.der(), trail);
        chain.requireName(ID, trail);
        return ChainCheck.paths(chain, trust(credential), now, trail);
    }

    static Trust trust(FakeCredential credential) {
        return Trust.of(credential.uploaded(), credential.signing(), credential.revocations());
    }

    static Refusal refusal(FakeCredential credential) {
        return assertThrows(Refusal.class, () -> paths(credential));
    }

    static Finding last(Refusal refusal) {
        return refusal.findings().get(refusal.findings().size() - 1);
    }
}
