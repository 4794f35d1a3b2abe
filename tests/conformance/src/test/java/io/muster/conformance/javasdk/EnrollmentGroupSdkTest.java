package io.muster.conformance.javasdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.microsoft.azure.sdk.iot.provisioning.service.ProvisioningServiceClient;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.EnrollmentGroup;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.ProvisioningStatus;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.SymmetricKeyAttestation;
import com.microsoft.azure.sdk.iot.provisioning.service.exceptions.ProvisioningServiceClientNotFoundException;
import com.microsoft.azure.sdk.iot.provisioning.service.exceptions.ProvisioningServiceClientPreconditionFailedException;
import io.muster.conformance.http.Names;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
@DisplayName("Enrollment groups through the Java service SDK")
final class EnrollmentGroupSdkTest {
    private final ProvisioningServiceClient service;
    private final String id = Names.fresh("group");

    EnrollmentGroupSdkTest(LocalStack stack) {
        this.service = new Sdk(stack).service();
    }

    @Test
    @DisplayName("2.1, rest.md 3.3: own keys come back from the mechanism look-up and never from a GET")
    void keepsOwnKeys() throws Exception {
        SymmetricKeyAttestation own = Sdk.ownKeys();
        service.createOrUpdateEnrollmentGroup(new EnrollmentGroup(id, own));

        SymmetricKeyAttestation got = Sdk.keys(service.getEnrollmentGroup(id).getAttestation());

        assertEquals(
                own.getPrimaryKey(),
                Sdk.primary(service.getEnrollmentGroupAttestationMechanism(id).getAttestation()));
        // Without the member the SDK makes up keys that are empty.
        assertEquals("", got.getPrimaryKey());
        assertEquals("", got.getSecondaryKey());
    }

    @Test
    @DisplayName("clients.md 36: keys left empty are made")
    void makesKeys() throws Exception {
        EnrollmentGroup made = service.createOrUpdateEnrollmentGroup(new EnrollmentGroup(id, Sdk.noKeys()));

        SymmetricKeyAttestation keys = Sdk.keys(made.getAttestation());
        assertEquals(
                keys.getPrimaryKey(),
                Sdk.primary(service.getEnrollmentGroupAttestationMechanism(id).getAttestation()));
        assertNotEquals(keys.getPrimaryKey(), keys.getSecondaryKey());
    }

    @Test
    @DisplayName("6.9: update and delete keep to the etag")
    void keepsToEtag() throws Exception {
        EnrollmentGroup first = service.createOrUpdateEnrollmentGroup(new EnrollmentGroup(id, Sdk.ownKeys()));
        String stale = first.getEtag();
        first.setProvisioningStatus(ProvisioningStatus.DISABLED);
        EnrollmentGroup second = service.createOrUpdateEnrollmentGroup(first);

        assertEquals(ProvisioningStatus.DISABLED, service.getEnrollmentGroup(id).getProvisioningStatus());
        assertThrows(
                ProvisioningServiceClientPreconditionFailedException.class,
                () -> service.deleteEnrollmentGroup(id, stale));
        service.deleteEnrollmentGroup(id, second.getEtag());
        assertThrows(ProvisioningServiceClientNotFoundException.class, () -> service.getEnrollmentGroup(id));
    }
}
