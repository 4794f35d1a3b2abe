package io.muster.conformance.javasdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientRegistrationResult;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientStatus;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientSubstatus;
import com.microsoft.azure.sdk.iot.provisioning.device.internal.exceptions.ProvisioningDeviceHubException;
import com.microsoft.azure.sdk.iot.provisioning.security.SecurityProviderSymmetricKey;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.EnrollmentGroup;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.IndividualEnrollment;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.ProvisioningStatus;
import io.muster.conformance.http.Names;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;

@ExtendWith(LocalStackExtension.class)
@DisplayName("Registering over HTTPS with the Java device SDK")
final class DeviceSdkTest {
    private final LocalStack stack;
    private final Sdk sdk;
    private final String id = Names.fresh("device");

    DeviceSdkTest(LocalStack stack) {
        this.stack = stack;
        this.sdk = new Sdk(stack);
    }

    @Test
    @DisplayName("2.2: an individual device is assigned with its primary key, and with its secondary one")
    void individualWithEitherKey() throws Exception {
        IndividualEnrollment made =
                sdk.service().createOrUpdateIndividualEnrollment(new IndividualEnrollment(id, Sdk.noKeys()));

        assertAssigned(sdk.register(id, Sdk.primary(made.getAttestation())));
        assertAssigned(sdk.register(id, Sdk.keys(made.getAttestation()).getSecondaryKey()));
    }

    @Test
    @DisplayName("2.9: a group's device is assigned with its derived key; 2.10: not with the group's own")
    void groupWithDerivedKey() throws Exception {
        String groupKey = newGroup(Names.fresh("group"));

        assertAssigned(sdk.registerMember(id, groupKey));
        assertRefused("401002", () -> sdk.register(Names.fresh("member"), groupKey));
    }

    @Test
    @DisplayName("1.20: registering again is a new request that ends on the same hub")
    void registersTwice() throws Exception {
        String groupKey = newGroup(Names.fresh("group"));

        ProvisioningDeviceClientRegistrationResult first = sdk.registerMember(id, groupKey);
        ProvisioningDeviceClientRegistrationResult second = sdk.registerMember(id, groupKey);

        assertEquals(ProvisioningDeviceClientSubstatus.INITIAL_ASSIGNMENT, first.getSubstatus());
        assertEquals(first.getIothubUri(), second.getIothubUri());
        assertEquals(first.getDeviceId(), second.getDeviceId());
        assertNotEquals(first.getETag(), second.getETag());
    }

    @Test
    @DisplayName("seams 3: wrong key 401, in the same words as an id nobody enrolled")
    void wrongKeyAndUnknownId() throws Exception {
        sdk.service().createOrUpdateIndividualEnrollment(new IndividualEnrollment(id, Sdk.ownKeys()));

        assertRefused("401002", () -> sdk.register(id, Names.key(64)));
        assertRefused("401002", () -> sdk.register(Names.fresh("nobody"), Names.key(64)));
    }

    @Test
    @DisplayName("seams 3: an unknown id scope is 404208")
    void unknownScope() {
        byte[] key = Names.key(64).getBytes(StandardCharsets.UTF_8);
        assertRefused("404208", () -> sdk.register("0neFFFFFFFF", new SecurityProviderSymmetricKey(key, id)));
    }

    @Test
    @DisplayName("seams 3: a disabled enrollment ends in status disabled for a device that proves itself")
    void disabled() throws Exception {
        IndividualEnrollment enrollment = new IndividualEnrollment(id, Sdk.ownKeys());
        enrollment.setProvisioningStatus(ProvisioningStatus.DISABLED);
        sdk.service().createOrUpdateIndividualEnrollment(enrollment);

        String key = sdk.individualKey(id);

        // The SDK takes the status for a failure of the hub and says so only by the type.
        assertThrows(ProvisioningDeviceHubException.class, () -> sdk.register(id, key));
        assertRefused("401002", () -> sdk.register(id, Names.key(64)));
    }

    private String newGroup(String group) throws Exception {
        return Sdk.primary(sdk.service()
                .createOrUpdateEnrollmentGroup(new EnrollmentGroup(group, Sdk.noKeys()))
                .getAttestation());
    }

    private void assertAssigned(ProvisioningDeviceClientRegistrationResult result) {
        assertEquals(
                ProvisioningDeviceClientStatus.PROVISIONING_DEVICE_STATUS_ASSIGNED,
                result.getProvisioningDeviceClientStatus());
        assertEquals(id, result.getDeviceId());
        assertTrue(stack.hubs().stream().anyMatch(hub -> hub.host().equals(result.getIothubUri())));
    }

    private static void assertRefused(String code, Executable register) {
        Exception refused = assertThrows(Exception.class, register);
        StringBuilder told = new StringBuilder();
        for (Throwable at = refused; at != null; at = at.getCause()) {
            told.append(at.getMessage()).append('\n');
        }
        assertTrue(told.toString().contains(code), told.toString());
    }
}
