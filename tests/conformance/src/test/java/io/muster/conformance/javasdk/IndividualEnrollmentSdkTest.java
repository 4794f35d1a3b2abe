package io.muster.conformance.javasdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.azure.sdk.iot.provisioning.service.ProvisioningServiceClient;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.AttestationMechanism;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.IndividualEnrollment;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.ProvisioningStatus;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.SymmetricKeyAttestation;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.TwinCollection;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.TwinState;
import com.microsoft.azure.sdk.iot.provisioning.service.exceptions.ProvisioningServiceClientNotFoundException;
import com.microsoft.azure.sdk.iot.provisioning.service.exceptions.ProvisioningServiceClientPreconditionFailedException;
import io.muster.conformance.http.Names;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
@DisplayName("Individual enrollments through the Java service SDK")
final class IndividualEnrollmentSdkTest {
    private final ProvisioningServiceClient service;
    private final String id = Names.fresh("individual");

    IndividualEnrollmentSdkTest(LocalStack stack) {
        this.service = new Sdk(stack).service();
    }

    @Test
    @DisplayName("clients.md 36: keys left empty are made, 64 bytes each, and shown in the answer to the PUT")
    void makesKeys() throws Exception {
        IndividualEnrollment made =
                service.createOrUpdateIndividualEnrollment(new IndividualEnrollment(id, Sdk.noKeys()));

        SymmetricKeyAttestation keys = Sdk.keys(made.getAttestation());
        assertEquals(64, Base64.getDecoder().decode(keys.getPrimaryKey()).length);
        assertEquals(64, Base64.getDecoder().decode(keys.getSecondaryKey()).length);
        assertNotEquals(keys.getPrimaryKey(), keys.getSecondaryKey());
    }

    @Test
    @DisplayName("2.1: own keys are kept, come back from the mechanism look-up, and never from a GET")
    void keepsOwnKeys() throws Exception {
        SymmetricKeyAttestation own = Sdk.ownKeys();
        service.createOrUpdateIndividualEnrollment(new IndividualEnrollment(id, own));

        AttestationMechanism mechanism = service.getIndividualEnrollmentAttestationMechanism(id);
        SymmetricKeyAttestation got =
                Sdk.keys(service.getIndividualEnrollment(id).getAttestation());

        assertEquals(own.getPrimaryKey(), Sdk.primary(mechanism.getAttestation()));
        assertEquals(own.getSecondaryKey(), Sdk.keys(mechanism.getAttestation()).getSecondaryKey());
        // Without the member the SDK makes up keys that are empty.
        assertEquals("", got.getPrimaryKey());
        assertEquals("", got.getSecondaryKey());
    }

    @Test
    @DisplayName("5.2: the initial twin comes back as it was sent")
    void keepsInitialTwin() throws Exception {
        TwinCollection tags = new TwinCollection();
        tags.put("site", "north");
        TwinCollection desired = new TwinCollection();
        desired.put("interval", 5);
        IndividualEnrollment enrollment = new IndividualEnrollment(id, Sdk.ownKeys());
        enrollment.setInitialTwin(new TwinState(tags, desired));
        service.createOrUpdateIndividualEnrollment(enrollment);

        TwinState twin = service.getIndividualEnrollment(id).getInitialTwin();

        assertEquals("north", twin.getTags().get("site"));
        assertEquals(
                "5", String.valueOf(twin.getDesiredProperties().get("interval")).replace(".0", ""));
    }

    @Test
    @DisplayName("6.9: an update with the current etag goes through, with a stale one it is 412 and changes nothing")
    void updatesUnderEtag() throws Exception {
        IndividualEnrollment first =
                service.createOrUpdateIndividualEnrollment(new IndividualEnrollment(id, Sdk.ownKeys()));
        String stale = first.getEtag();
        first.setDeviceId("other-name");
        IndividualEnrollment second = service.createOrUpdateIndividualEnrollment(first);

        IndividualEnrollment late = new IndividualEnrollment(id, Sdk.ownKeys());
        late.setEtag(stale);
        late.setProvisioningStatus(ProvisioningStatus.DISABLED);

        assertNotEquals(stale, second.getEtag());
        assertThrows(
                ProvisioningServiceClientPreconditionFailedException.class,
                () -> service.createOrUpdateIndividualEnrollment(late));
        IndividualEnrollment kept = service.getIndividualEnrollment(id);
        assertEquals("other-name", kept.getDeviceId());
        assertEquals(ProvisioningStatus.ENABLED, kept.getProvisioningStatus());
        assertEquals(second.getEtag(), kept.getEtag());
    }

    @Test
    @DisplayName("6.9: a delete with a stale etag is 412, with the current one it is done, and then there is none")
    void deletesUnderEtag() throws Exception {
        IndividualEnrollment made =
                service.createOrUpdateIndividualEnrollment(new IndividualEnrollment(id, Sdk.ownKeys()));

        assertThrows(
                ProvisioningServiceClientPreconditionFailedException.class,
                () -> service.deleteIndividualEnrollment(id, "\"stale\""));
        service.deleteIndividualEnrollment(id, made.getEtag());

        assertThrows(ProvisioningServiceClientNotFoundException.class, () -> service.getIndividualEnrollment(id));
    }

    @Test
    @DisplayName("clients.md 38: the SDK reads the dates")
    void readsDates() throws Exception {
        IndividualEnrollment made =
                service.createOrUpdateIndividualEnrollment(new IndividualEnrollment(id, Sdk.ownKeys()));

        assertNotNull(made.getCreatedDateTimeUtc());
        Duration age = Duration.between(made.getCreatedDateTimeUtc().toInstant(), Instant.now());
        assertTrue(age.abs().compareTo(Duration.ofMinutes(1)) < 0, age::toString);
        assertNotNull(made.getLastUpdatedDateTimeUtc());
    }
}
