package io.muster.conformance.javasdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientRegistrationResult;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.DeviceCapabilities;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.EnrollmentGroup;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.IndividualEnrollment;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.SymmetricKeyAttestation;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.TwinCollection;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.TwinState;
import com.microsoft.azure.sdk.iot.service.registry.Device;
import com.microsoft.azure.sdk.iot.service.registry.RegistryClient;
import com.microsoft.azure.sdk.iot.service.twin.Twin;
import com.microsoft.azure.sdk.iot.service.twin.TwinClient;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.Sas;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
@DisplayName("What a registration leaves on the hub, seen by the vendor's hub client")
final class HubRecordTest {
    private final LocalStack stack;
    private final Sdk sdk;
    private final String id = Names.fresh("on-hub");

    HubRecordTest(LocalStack stack) {
        this.stack = stack;
        this.sdk = new Sdk(stack);
    }

    @Test
    @DisplayName(
            "2.14, 1.27, 5.2: an individual's identity has both its keys, its device id, its twin and its Edge flag")
    void individual() throws Exception {
        SymmetricKeyAttestation keys = Sdk.ownKeys();
        String deviceId = Names.fresh("named");
        IndividualEnrollment enrollment = new IndividualEnrollment(id, keys);
        enrollment.setDeviceId(deviceId);
        enrollment.setInitialTwin(twin());
        DeviceCapabilities edge = new DeviceCapabilities();
        edge.setIotEdge(true);
        enrollment.setCapabilities(edge);
        sdk.service().createOrUpdateIndividualEnrollment(enrollment);

        ProvisioningDeviceClientRegistrationResult result = sdk.register(id, keys.getPrimaryKey());

        assertEquals(deviceId, result.getDeviceId());
        String hub = stack.hub(result.getIothubUri()).connectionString();
        Device device = new RegistryClient(hub).getDevice(deviceId);
        assertEquals(keys.getPrimaryKey(), device.getPrimaryKey());
        assertEquals(keys.getSecondaryKey(), device.getSecondaryKey());
        assertTrue(device.getCapabilities().isIotEdge());
        Twin twin = new TwinClient(hub).get(deviceId);
        assertEquals("north", twin.getTags().get("site"));
        assertEquals(
                "5", String.valueOf(twin.getDesiredProperties().get("interval")).replace(".0", ""));
    }

    @Test
    @DisplayName("2.14: a group device's identity has both derived keys and the id as first presented")
    void group() throws Exception {
        SymmetricKeyAttestation keys = Sdk.ownKeys();
        sdk.service().createOrUpdateEnrollmentGroup(new EnrollmentGroup(Names.fresh("group"), keys));

        ProvisioningDeviceClientRegistrationResult result = sdk.registerMember(id, keys.getPrimaryKey());

        Device device = new RegistryClient(stack.hub(result.getIothubUri()).connectionString()).getDevice(id);
        assertEquals(Sas.derive(keys.getPrimaryKey(), id), device.getPrimaryKey());
        assertEquals(Sas.derive(keys.getSecondaryKey(), id), device.getSecondaryKey());
        assertTrue(device.getCapabilities() == null || !device.getCapabilities().isIotEdge());
    }

    @Test
    @DisplayName("3.5: a static enrollment's device is on the hub it names and on no other")
    void staticAllocation() throws Exception {
        String wanted = stack.hubs().get(1).host();
        SymmetricKeyAttestation keys = Sdk.ownKeys();
        IndividualEnrollment enrollment = new IndividualEnrollment(id, keys);
        enrollment.setIotHubHostName(wanted);
        sdk.service().createOrUpdateIndividualEnrollment(enrollment);

        ProvisioningDeviceClientRegistrationResult result = sdk.register(id, keys.getPrimaryKey());

        assertEquals(wanted, result.getIothubUri());
        assertTrue(stack.hubs().get(0).calls(id).isEmpty());
        assertNull(result.getProvisioningPayload());
    }

    private static TwinState twin() {
        TwinCollection tags = new TwinCollection();
        tags.put("site", "north");
        TwinCollection desired = new TwinCollection();
        desired.put("interval", 5);
        return new TwinState(tags, desired);
    }
}
