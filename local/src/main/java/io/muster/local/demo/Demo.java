package io.muster.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.Message;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClient;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientRegistrationResult;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientStatus;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientTransportProtocol;
import com.microsoft.azure.sdk.iot.provisioning.security.SecurityProviderSymmetricKey;
import com.microsoft.azure.sdk.iot.provisioning.service.ProvisioningServiceClient;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.AttestationMechanism;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.EnrollmentGroup;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.SymmetricKeyAttestation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Enrolls a group with the vendor's service SDK, registers a device with the vendor's device SDK, connects it to the hub it
 * was given over MQTT and sends a message. Exit code 0 when the hub has the message.
 */
public final class Demo {
    private static final String GROUP = "demo-fleet";
    private static final String DEVICE = "demo-device-" + Long.toString(System.currentTimeMillis(), 36);

    private Demo() {}

    public static void main(String[] args) throws Exception {
        JsonNode stack = new ObjectMapper().readTree(Path.of(args[0]).toFile());
        System.out.println("A device provisions itself, with the vendor's unmodified Java SDKs:");
        Steps steps = new Steps();

        String groupKey = enroll(stack.path("service").path("connectionString").asText());
        steps.done("service SDK: enrollment group '" + GROUP + "' is there");

        byte[] deviceKey = SecurityProviderSymmetricKey.ComputeDerivedSymmetricKey(
                groupKey.getBytes(StandardCharsets.UTF_8), DEVICE);
        SecurityProviderSymmetricKey security = new SecurityProviderSymmetricKey(deviceKey, DEVICE);
        steps.done("device '" + DEVICE + "': key derived from the group's");

        ProvisioningDeviceClientRegistrationResult result = ProvisioningDeviceClient.create(
                        stack.path("device").path("host").asText(),
                        stack.path("idScope").asText(),
                        ProvisioningDeviceClientTransportProtocol.HTTPS,
                        security)
                .registerDeviceSync();
        if (result.getProvisioningDeviceClientStatus()
                != ProvisioningDeviceClientStatus.PROVISIONING_DEVICE_STATUS_ASSIGNED) {
            System.out.println("  FAILED: status " + result.getProvisioningDeviceClientStatus());
            System.exit(1);
        }
        steps.done("device SDK over HTTPS: attested and assigned to " + result.getIothubUri());

        String text = "{\"hello\":\"from " + DEVICE + "\"}";
        DeviceClient device =
                new DeviceClient(result.getIothubUri(), result.getDeviceId(), security, IotHubClientProtocol.MQTT);
        device.open(false);
        steps.done("device SDK over MQTT: connected to its hub with the credential it was given");
        device.sendEvent(new Message(text));
        steps.done("device SDK over MQTT: one telemetry message acknowledged");
        device.close();

        boolean arrived = HubTelemetry.holds(stack, result.getIothubUri(), result.getDeviceId(), text);
        steps.done(arrived ? "hub: it has the message " + text : "hub: it does NOT have the message");
        System.exit(arrived ? 0 : 1);
    }

    /** Makes the group unless an earlier demo on the same data did; returns its primary key. */
    private static String enroll(String connectionString) throws Exception {
        ProvisioningServiceClient service = new ProvisioningServiceClient(connectionString);
        EnrollmentGroup group = new EnrollmentGroup(GROUP, new SymmetricKeyAttestation("", ""));
        try {
            group = service.createOrUpdateEnrollmentGroup(group);
        } catch (com.microsoft.azure.sdk.iot.provisioning.service.exceptions.ProvisioningServiceClientException e) {
            group = service.getEnrollmentGroup(GROUP);
        }
        AttestationMechanism mechanism = service.getEnrollmentGroupAttestationMechanism(GROUP);
        return ((SymmetricKeyAttestation) mechanism.getAttestation()).getPrimaryKey();
    }
}
