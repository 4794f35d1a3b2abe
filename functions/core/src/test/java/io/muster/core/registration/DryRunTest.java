package io.muster.core.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.attestation.Credentials;
import io.muster.core.attestation.TokenReason;
import io.muster.core.attestation.TpmKeys;
import io.muster.core.decision.Finding;
import io.muster.core.decision.Step;
import io.muster.core.enrollment.EnrollmentReason;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.identity.RegistrationId;
import io.muster.core.registration.DryRun.Outcome;
import io.muster.core.registration.DryRun.Verdict;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.InMemoryService;
import io.muster.core.testkit.SampleTpmKeys;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Issue 4.7: what would become of a device, changing nothing")
class DryRunTest {
    private static final FakeDevice DEVICE =
            FakeDevice.member("unit-1", TestData.keys("line").primary());

    private final InMemoryService service = new InMemoryService(6);

    @AfterEach
    void nothingHasChanged() {
        assertFalse(
                service.journal().calls().stream().anyMatch(call -> !call.endsWith(".load") && !call.endsWith(".find")),
                service.journal().calls().toString());
        assertEquals(Optional.empty(), service.registrations().stored(DEVICE.registrationId()));
        assertEquals(List.of(), service.work().messages());
    }

    @Test
    @DisplayName("Admitted: by which enrollment, and to which hub as which device")
    void admitted() {
        service.hubs().link(TestData.hub("hub-a"));
        service.groups().put(TestData.group("line", TermsBuilder.terms()));
        Verdict verdict = examine(DEVICE);
        assertEquals(Outcome.ADMITTED, verdict.outcome());
        assertEquals(Optional.of("enrollment group line"), verdict.enrollment());
        Finding last = verdict.findings().get(verdict.findings().size() - 1);
        assertEquals(Step.ALLOCATION, last.step());
        assertEquals("it would go to hub hub-a.azure-devices.net as device unit-1", last.text());
        assertTrue(verdict.findings().stream()
                .allMatch(finding -> finding.refusal().isEmpty()));
    }

    @Test
    @DisplayName("Admitted and yet without a hub: the failure is told as it would be")
    void noHub() {
        service.groups().put(TestData.group("line", TermsBuilder.terms()));
        Verdict verdict = examine(DEVICE);
        assertEquals(Outcome.ADMITTED, verdict.outcome());
        assertTrue(
                verdict.findings().get(verdict.findings().size() - 1).text().startsWith("it would fail with 400208: "));
    }

    @Test
    @DisplayName("Disabled: nothing is said of hubs")
    void disabled() {
        service.groups().put(TestData.group("line", TermsBuilder.terms().disabled()));
        Verdict verdict = examine(DEVICE);
        assertEquals(Outcome.DISABLED, verdict.outcome());
        assertTrue(verdict.findings().stream().noneMatch(finding -> finding.step() == Step.ALLOCATION));
    }

    @Test
    @DisplayName("Refused: with the reason that the trace of a real attempt would have")
    void refused() {
        Verdict verdict = examine(DEVICE);
        assertEquals(Outcome.REFUSED, verdict.outcome());
        assertEquals(Optional.empty(), verdict.enrollment());
        assertEquals(
                Optional.of(TokenReason.TOKEN_OF_NOBODY),
                verdict.findings().get(verdict.findings().size() - 1).refusal());
        Verdict bare = service.examine(DEVICE.registrationId(), Credentials.token(Optional.empty()));
        assertEquals(
                Optional.of(EnrollmentReason.CREDENTIAL_MISSING),
                bare.findings().get(0).refusal());
    }

    @Test
    @DisplayName("A TPM would be challenged; the challenge itself is not part of the answer")
    void challenge() {
        IndividualEnrollment keyed = TestData.individual("unit-1", TermsBuilder.terms());
        TpmKeys keys = new TpmKeys(SampleTpmKeys.EK, Optional.of(SampleTpmKeys.SRK));
        service.individuals()
                .put(new IndividualEnrollment(
                        keyed.registrationId(),
                        Optional.empty(),
                        keys,
                        keyed.terms(),
                        Optional.empty(),
                        keyed.revision()));
        Verdict verdict = service.examine(
                new RegistrationId("unit-1"), new Credentials(Optional.empty(), List.of(), Optional.of(keys)));
        assertEquals(Outcome.CHALLENGE, verdict.outcome());
        assertEquals(
                List.of("made for the TPM's two keys"),
                verdict.findings().stream().map(Finding::text).toList());
    }

    private Verdict examine(FakeDevice device) {
        return service.examine(device.registrationId(), Credentials.token(device.authorization(service.clock())));
    }
}
