package io.muster.core.testkit;

import io.muster.core.attestation.SymmetricKeys;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.enrollment.Revision;
import io.muster.core.hub.HubTwin;
import io.muster.core.hub.LinkedHub;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.Etag;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.HubHost;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.JsonText;
import io.muster.core.identity.RegistrationId;
import io.muster.core.identity.Secret;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;

/** The usual suspects: one scope, keys, hubs and enrollments that differ only in what a test is about. */
public final class TestData {
    public static final IdScope SCOPE = new IdScope("0ne00ABCDEF");
    public static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    private TestData() {}

    /** Always the same key for the same name. */
    public static Secret key(String name) {
        byte[] bytes = new byte[64];
        new Random(name.hashCode()).nextBytes(bytes);
        return Secret.of(bytes);
    }

    /** The pair {@code name/1}, {@code name/2}. */
    public static SymmetricKeys keys(String name) {
        return new SymmetricKeys(key(name + "/1"), key(name + "/2"));
    }

    public static HubHost host(String label) {
        return new HubHost(label + ".azure-devices.net");
    }

    public static LinkedHub hub(String label) {
        return hub(label, 1, true);
    }

    public static LinkedHub hub(String label, int weight, boolean applyAllocationPolicy) {
        return new LinkedHub(
                host(label),
                Optional.empty(),
                weight,
                applyAllocationPolicy,
                "westeurope",
                new LinkedHub.ManagedIdentity(Optional.empty()));
    }

    /** An individual enrollment whose keys are {@code keys(id)}. */
    public static IndividualEnrollment individual(String id, TermsBuilder terms) {
        return individual(id, Optional.empty(), terms);
    }

    public static IndividualEnrollment individual(String id, Optional<String> deviceId, TermsBuilder terms) {
        return new IndividualEnrollment(
                new RegistrationId(id),
                deviceId.map(DeviceId::new),
                keys(id),
                terms.build(),
                Optional.empty(),
                revision("i"));
    }

    /** A group whose keys are {@code keys(id)}. */
    public static EnrollmentGroup group(String id, TermsBuilder terms) {
        return group(id, Optional.empty(), keys(id), terms);
    }

    public static EnrollmentGroup group(String id, Optional<String> prefix, SymmetricKeys keys, TermsBuilder terms) {
        return new EnrollmentGroup(new GroupId(id), prefix, keys, terms.build(), revision("g"));
    }

    public static Revision revision(String etag) {
        return new Revision(new Etag(etag), NOW, NOW);
    }

    /** {@code {"site":tag}} and {@code {"rate":desired}}. */
    public static HubTwin twin(int tag, int desired) {
        return new HubTwin(new JsonText("{\"site\":" + tag + "}"), new JsonText("{\"rate\":" + desired + "}"));
    }
}
