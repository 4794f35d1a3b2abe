package io.muster.core.enrollment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.muster.core.attestation.DeviceToken;
import io.muster.core.attestation.Evidence;
import io.muster.core.attestation.TpmKeys;
import io.muster.core.decision.Finding;
import io.muster.core.decision.Trail;
import io.muster.core.identity.RegistrationId;
import io.muster.core.identity.Secret;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.SeededRandom;
import io.muster.core.testkit.SoftTpm;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import io.muster.core.tpm.TpmChallenges;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TpmLookupTest {
    private static final RegistrationId ID = new RegistrationId("press-1");

    private final SoftTpm tpm = SoftTpm.make();
    private final TpmKeys keys = new TpmKeys(tpm.ek(), Optional.of(tpm.srk()));
    private final TpmLookup lookup =
            new TpmLookup(new TpmChallenges(() -> TestData.key("service"), TestData.SCOPE, new SeededRandom(5)));
    private final IndividualEnrollment enrollment = new IndividualEnrollment(
            ID, Optional.empty(), keys, TermsBuilder.terms().build(), Optional.empty(), TestData.revision("i"));
    private final Trail trail = new Trail(ID);

    @Test
    @DisplayName("issue 4, point 7: the trail tells of the challenge, and by which enrollment the TPM was let in")
    void trail() {
        Secret key = tpm.open(lookup.challenge(ID, keys, Optional.of(enrollment), TestData.NOW, trail));
        assertEquals("made for the TPM's two keys", last().text());
        DeviceToken token = DeviceToken.check(
                FakeDevice.withKey(ID.text(), key)
                        .sas(TestData.NOW.plusSeconds(60))
                        .header(),
                TestData.SCOPE,
                ID,
                TestData.NOW,
                Duration.ZERO,
                trail);

        Admitted admitted =
                lookup.admit(ID, token, enrollment, Optional.of(keys), Optional.empty(), TestData.NOW, trail);

        assertEquals(new Evidence.Tpm(tpm.srk()), admitted.evidence());
        assertEquals(enrollment.title(), last().subject());
        assertEquals("its TPM opened the challenge and signed the token", last().text());
    }

    private Finding last() {
        return trail.findings().get(trail.findings().size() - 1);
    }
}
