package io.muster.core.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.attestation.Attestation;
import io.muster.core.attestation.Credentials;
import io.muster.core.attestation.Evidence;
import io.muster.core.attestation.TpmKeys;
import io.muster.core.decision.Reason;
import io.muster.core.decision.Refusal;
import io.muster.core.enrollment.EnrollmentReason;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.hub.HubFailure;
import io.muster.core.hub.HubIdentity.Authentication.Keys;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.identity.Secret;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.InMemoryService;
import io.muster.core.testkit.SoftTpm;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import io.muster.core.tpm.TpmReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Registering with a TPM")
class TpmRegistrationTest {
    private static final SoftTpm TPM = SoftTpm.make();
    private static final SoftTpm OTHER = SoftTpm.make();
    private static final RegistrationId ID = new RegistrationId("Press-1");

    private final InMemoryService service = new InMemoryService(3);

    @BeforeEach
    void oneEnrollment() {
        service.hubs().link(TestData.hub("hub-a"));
        enroll(new TpmKeys(TPM.ek(), Optional.empty()), TermsBuilder.terms());
    }

    @Test
    @DisplayName("2.38, 2.39: challenged, it signs with the key of the challenge, and gets the key its hub knows")
    void wholeWay() {
        Secret challenge = open(challenged(TPM));
        Answer.Current answer = current(service.register(ID, answering(challenge, TPM)));
        Secret hubKey = TPM.open(answer.tpmKey().orElseThrow());
        assertEquals(hubKey, hubKeys().primary());
        assertNotEquals(challenge, hubKey);
        assertEquals("hub-a.azure-devices.net/Press-1", TPM.uri(answer.tpmKey().orElseThrow()));
        assertEquals(
                new Evidence.Tpm(TPM.srk()),
                service.registrations()
                        .stored(ID)
                        .orElseThrow()
                        .registration()
                        .operation()
                        .evidence());
    }

    @Test
    @DisplayName("seams 8: the same token again registers and polls, though a poll brings no keys")
    void sameToken() {
        Secret challenge = open(challenged(TPM));
        Answer.Current first = current(service.register(ID, answering(challenge, TPM)));
        Answer.Current again = current(service.register(ID, answering(challenge, TPM)));
        assertNotEquals(first.operationId(), again.operationId());
        Answer.Current polled = current(service.poll(ID, again.operationId(), token(challenge)));
        assertEquals(again.registration(), polled.registration());
        assertEquals(hubKeys().primary(), TPM.open(polled.tpmKey().orElseThrow()));
        assertEquals(
                hubKeys().primary(),
                TPM.open(current(service.look(ID, token(challenge))).tpmKey().orElseThrow()));
    }

    @Test
    @DisplayName("2.39: each register gives a new hub key")
    void newKeyEachTime() {
        Secret challenge = open(challenged(TPM));
        Answer unused = service.register(ID, answering(challenge, TPM));
        Keys before = hubKeys();
        Answer again = service.register(ID, answering(challenge, TPM));
        assertNotEquals(before, hubKeys());
        assertInstanceOf(Answer.Current.class, again);
    }

    @Test
    @DisplayName("2.40: the challenge holds in its slot and the next; a poll's holds as long as its operation runs")
    void slots() {
        Secret challenge = open(challenged(TPM));
        service.clock().advance(Duration.ofMinutes(5));
        Answer.Current answer = current(service.register(ID, answering(challenge, TPM)));
        service.clock().advance(Duration.ofMinutes(5));
        assertRefused(TpmReason.CHALLENGE_NOT_ANSWERED, answering(challenge, TPM));
        assertInstanceOf(Answer.Current.class, service.poll(ID, answer.operationId(), token(challenge)));
    }

    @Test
    @DisplayName("seams 8: a challenge of an instance whose clock is ahead, in the next slot already, is taken")
    void clocksApart() {
        Secret challenge = open(challenged(TPM));
        service.clock().advance(Duration.ofSeconds(-30));
        Answer.Current early = current(service.register(ID, answering(challenge, TPM)));
        assertInstanceOf(
                Progress.Assigned.class, early.registration().operation().progress());
        service.clock().advance(Duration.ofMinutes(-1));
        assertRefused(TpmReason.CHALLENGE_NOT_ANSWERED, answering(challenge, TPM));
    }

    @Test
    @DisplayName("What the queue finishes gives the hub the same key that the poll then gives the TPM")
    void throughTheQueue() {
        service.hubs().failNext("hub-a.write", HubFailure.Kind.UNAVAILABLE, Optional.empty());
        Secret challenge = open(challenged(TPM));
        Answer.Current waiting = current(service.register(ID, answering(challenge, TPM)));
        assertEquals(Optional.empty(), waiting.tpmKey());
        assertTrue(service.deliverOne());
        Answer.Current done = current(service.poll(ID, waiting.operationId(), token(challenge)));
        assertEquals(hubKeys().primary(), TPM.open(done.tpmKey().orElseThrow()));
    }

    @Test
    @DisplayName("1.13: a disabled enrollment is told to the TPM that proved itself, and to nobody before")
    void disabled() {
        enroll(new TpmKeys(TPM.ek(), Optional.empty()), TermsBuilder.terms().disabled());
        Secret challenge = open(challenged(TPM));
        assertInstanceOf(Answer.Disabled.class, service.register(ID, answering(challenge, TPM)));
        assertEquals(Optional.empty(), service.registrations().stored(ID));
    }

    @Test
    @DisplayName("2.36, 2.40: no challenge for an unknown id, another endorsement key, or keys that lack one")
    void noChallenge() {
        assertRefused(TpmReason.ENDORSEMENT_KEY_NOT_ENROLLED, keys(OTHER));
        assertRefused(
                TpmReason.STORAGE_ROOT_KEY_MALFORMED,
                new Credentials(Optional.empty(), List.of(), Optional.of(new TpmKeys(TPM.ek(), Optional.empty()))));
        RegistrationId unknown = new RegistrationId("unknown");
        Refusal refusal = assertThrows(Refusal.class, () -> service.register(unknown, keys(TPM)));
        assertEquals(TpmReason.ENDORSEMENT_KEY_NOT_ENROLLED, refusal.why());
    }

    @Test
    @DisplayName("2.36: an enrolled storage root key has to be the device's; without one any will do")
    void storageRootKey() {
        enroll(new TpmKeys(TPM.ek(), Optional.of(TPM.srk())), TermsBuilder.terms());
        assertInstanceOf(Answer.Current.class, service.register(ID, answering(open(challenged(TPM)), TPM)));
        enroll(new TpmKeys(TPM.ek(), Optional.of(OTHER.srk())), TermsBuilder.terms());
        assertRefused(TpmReason.STORAGE_ROOT_KEY_DIFFERS, keys(TPM));
    }

    @Test
    @DisplayName("An enrolled key from before keys were checked refuses, and the reason says whose key it is")
    void malformedEnrollment() {
        enroll(new TpmKeys("AToA", Optional.empty()), TermsBuilder.terms());
        assertRefused(TpmReason.ENDORSEMENT_KEY_MALFORMED, keys(TPM));
        enroll(new TpmKeys(TPM.ek(), Optional.of("AToA")), TermsBuilder.terms());
        assertRefused(TpmReason.STORAGE_ROOT_KEY_MALFORMED, keys(TPM));
    }

    @Test
    @DisplayName("2.37: a token signed with anything but the key of this id's and these keys' challenge is refused")
    void wrongKey() {
        assertRefused(TpmReason.CHALLENGE_NOT_ANSWERED, answering(TestData.key("guess"), TPM));
        RegistrationId neighbour = new RegistrationId("press-2");
        service.individuals().put(individual("press-2", new TpmKeys(TPM.ek(), Optional.empty()), TermsBuilder.terms()));
        Answer.Challenge others = assertInstanceOf(Answer.Challenge.class, service.register(neighbour, keys(TPM)));
        assertRefused(TpmReason.CHALLENGE_NOT_ANSWERED, answering(TPM.open(others.authenticationKey()), TPM));
        assertRefused(TpmReason.CHALLENGE_NOT_ANSWERED, token(open(challenged(TPM))));
    }

    @Test
    @DisplayName("2.26: an individual enrollment of another kind is not answered by a TPM's keys")
    void otherKind() {
        service.individuals().put(TestData.individual("press-1", TermsBuilder.terms()));
        assertRefused(EnrollmentReason.CREDENTIAL_OF_OTHER_KIND, keys(TPM));
    }

    @Test
    @DisplayName("1.21: re-enrolled with keys while its TPM's operation waits, a device gets an operation of its own")
    void changedKind() {
        service.hubs().failNext("hub-a.write", HubFailure.Kind.UNAVAILABLE, Optional.empty());
        Secret challenge = open(challenged(TPM));
        Answer.Current waiting = current(service.register(ID, answering(challenge, TPM)));
        service.individuals().put(TestData.individual("press-1", TermsBuilder.terms()));
        FakeDevice keyed =
                FakeDevice.withKey("Press-1", TestData.keys("press-1").primary());
        Answer.Current next = current(service.register(keyed));
        assertNotEquals(waiting.operationId(), next.operationId());
        assertEquals(new Keys(TestData.key("press-1/1"), TestData.key("press-1/2")), hubKeys());
        service.drain();
        assertEquals(new Keys(TestData.key("press-1/1"), TestData.key("press-1/2")), hubKeys());
        assertEquals(Optional.empty(), current(service.look(keyed)).tpmKey());
    }

    private void enroll(Attestation attestation, TermsBuilder terms) {
        service.individuals().put(individual("press-1", attestation, terms));
    }

    private static IndividualEnrollment individual(String id, Attestation attestation, TermsBuilder terms) {
        IndividualEnrollment keyed = TestData.individual(id, terms);
        return new IndividualEnrollment(
                keyed.registrationId(),
                keyed.deviceId(),
                attestation,
                keyed.terms(),
                Optional.empty(),
                keyed.revision());
    }

    private String challenged(SoftTpm tpm) {
        return assertInstanceOf(Answer.Challenge.class, service.register(ID, keys(tpm)))
                .authenticationKey();
    }

    private static Secret open(String authenticationKey) {
        return TPM.open(authenticationKey);
    }

    private static Credentials keys(SoftTpm tpm) {
        return new Credentials(Optional.empty(), List.of(), Optional.of(new TpmKeys(tpm.ek(), Optional.of(tpm.srk()))));
    }

    private Credentials answering(Secret key, SoftTpm tpm) {
        return new Credentials(token(key).authorization(), List.of(), keys(tpm).tpm());
    }

    private Credentials token(Secret key) {
        return Credentials.token(FakeDevice.withKey(ID.text(), key).authorization(service.clock()));
    }

    private Keys hubKeys() {
        return assertInstanceOf(
                Keys.class,
                service.hubs()
                        .device(TestData.host("hub-a"), new DeviceId("Press-1"))
                        .orElseThrow()
                        .identity()
                        .authentication());
    }

    private static Answer.Current current(Answer answer) {
        return assertInstanceOf(Answer.Current.class, answer);
    }

    private void assertRefused(Reason why, Credentials brought) {
        Refusal refusal = assertThrows(Refusal.class, () -> service.register(ID, brought));
        assertEquals(why, refusal.why());
    }
}
