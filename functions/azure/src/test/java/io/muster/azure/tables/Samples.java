package io.muster.azure.tables;

import io.muster.core.access.AccessRight;
import io.muster.core.access.SasPolicy;
import io.muster.core.allocation.AllocationPolicy;
import io.muster.core.allocation.CustomAllocation;
import io.muster.core.allocation.WebhookUrl;
import io.muster.core.attestation.Attestation;
import io.muster.core.attestation.Evidence;
import io.muster.core.attestation.SymmetricKeys;
import io.muster.core.decision.Decision;
import io.muster.core.decision.Decision.Cause;
import io.muster.core.decision.Decision.Entry;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.enrollment.InitialTwin;
import io.muster.core.enrollment.IssuanceNames;
import io.muster.core.enrollment.ReprovisionPolicy;
import io.muster.core.enrollment.Revision;
import io.muster.core.enrollment.Terms;
import io.muster.core.hub.HubTwin;
import io.muster.core.hub.LinkedHub;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.Etag;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.HubHost;
import io.muster.core.identity.JsonText;
import io.muster.core.identity.OperationId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.identity.Secret;
import io.muster.core.registration.Operation;
import io.muster.core.registration.Progress;
import io.muster.core.registration.Registration;
import io.muster.core.registration.Seat;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Things to store. */
final class Samples {
    static final Instant NOW = Instant.parse("2026-11-01T10:00:00.123456789Z");
    static final HubHost HUB = new HubHost("hub-1.azure-devices.net");
    static final Seat SEAT = new Seat(HUB, new DeviceId("Sensor-1"));

    private Samples() {}

    static Secret key() {
        return SymmetricKeys.generate(Instance.RANDOM);
    }

    static SymmetricKeys keys() {
        return new SymmetricKeys(key(), key());
    }

    static Revision revision() {
        return new Revision(Etag.random(Instance.RANDOM), NOW, NOW.plusSeconds(1));
    }

    static final String WEBHOOK = "https://hook.example/api/choose?code=planted-webhook-key-0123456789";

    static Terms plainTerms() {
        return new Terms(
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                false,
                Optional.empty(),
                IssuanceNames.NONE);
    }

    static Terms fullTerms(String twin) {
        return new Terms(
                false,
                Optional.of(new ReprovisionPolicy(false, true)),
                Optional.of(AllocationPolicy.STATIC),
                Optional.of(CustomAllocation.of(WebhookUrl.parse(WEBHOOK), "2019-03-31")),
                List.of(HUB, new HubHost("hub-2.azure-devices.net")),
                Optional.of(HUB),
                true,
                Optional.of(new InitialTwin(
                        new JsonText(twin), new HubTwin(new JsonText("{\"a\":1}"), new JsonText("{\"b\":2}")))),
                new IssuanceNames(Optional.of("p"), Optional.of("n-1"), Optional.of("ca-1"), Optional.of("cp-1")));
    }

    static IndividualEnrollment individual(RegistrationId id) {
        return individual(id, keys(), plainTerms());
    }

    static IndividualEnrollment individual(RegistrationId id, Attestation attestation, Terms terms) {
        return new IndividualEnrollment(
                id,
                Optional.of(new DeviceId("Device#" + id.text().length())),
                attestation,
                terms,
                Optional.of(new JsonText("{\"note\":\"x\"}")),
                revision());
    }

    static EnrollmentGroup group(String id) {
        return group(id, keys());
    }

    static EnrollmentGroup group(String id, Attestation attestation) {
        return new EnrollmentGroup(new GroupId(id), Optional.of("line-1"), attestation, fullTerms("{}"), revision());
    }

    static LinkedHub hub(String host, Secret key) {
        return new LinkedHub(
                new HubHost(host),
                Optional.empty(),
                1,
                true,
                "westeurope",
                new LinkedHub.SharedAccessKey("iothubowner", key));
    }

    static SasPolicy policy(String name, Secret key) {
        return new SasPolicy(name, key, key(), Set.of(AccessRight.ENROLLMENT_READ, AccessRight.ENROLLMENT_WRITE));
    }

    static Registration registration(RegistrationId id, Progress progress) {
        return registration(id, Optional.of(new GroupId("Group-1")), progress);
    }

    /** The record of a device that this group let in, or its individual enrollment. */
    static Registration registration(String id, Optional<String> group) {
        return registration(new RegistrationId(id), group.map(GroupId::new), new Progress.Assigned());
    }

    private static Registration registration(RegistrationId id, Optional<GroupId> group, Progress progress) {
        return new Registration(
                id,
                group,
                NOW,
                NOW.plusSeconds(1),
                Etag.random(Instance.RANDOM),
                Optional.empty(),
                new Operation(OperationId.random(Instance.RANDOM), NOW, new Evidence.Key(id.text()), progress),
                List.of());
    }

    static Registration registration(RegistrationId id) {
        return registration(id, new Progress.Assigned());
    }

    /** A refusal with all that a finding can have. */
    static Decision decision(RegistrationId id, Instant at) {
        Entry passed = new Entry("enrollment", "individual enrollment " + id.text(), "found", Optional.empty());
        Entry refused = new Entry(
                "certificate",
                "CN=\"Préss\", thumbprint 0A",
                "expired",
                Optional.of(new Cause("certificate-expired", "Give it a new one.")));
        return new Decision(UUID.randomUUID(), id, at, "register", List.of(passed, refused));
    }
}
