package io.muster.conformance.javasdk;

import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClient;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientRegistrationResult;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientTransportProtocol;
import com.microsoft.azure.sdk.iot.provisioning.device.internal.exceptions.ProvisioningDeviceClientException;
import com.microsoft.azure.sdk.iot.provisioning.security.SecurityProviderSymmetricKey;
import com.microsoft.azure.sdk.iot.provisioning.service.ProvisioningServiceClient;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.Attestation;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.SymmetricKeyAttestation;
import com.microsoft.azure.sdk.iot.provisioning.service.exceptions.ProvisioningServiceClientException;
import io.muster.conformance.http.Names;
import io.muster.conformance.stack.LocalStack;
import java.nio.charset.StandardCharsets;

/** The vendor's clients, set up as its samples do. */
final class Sdk {
    private final LocalStack stack;

    Sdk(LocalStack stack) {
        this.stack = stack;
    }

    ProvisioningServiceClient service() {
        return new ProvisioningServiceClient(stack.serviceConnectionString());
    }

    /** Keys of our own: 64 random bytes each. */
    static SymmetricKeyAttestation ownKeys() {
        return new SymmetricKeyAttestation(Names.key(64), Names.key(64));
    }

    /** Asks the service to make the keys. */
    static SymmetricKeyAttestation noKeys() {
        return new SymmetricKeyAttestation("", "");
    }

    static SymmetricKeyAttestation keys(Attestation attestation) {
        return (SymmetricKeyAttestation) attestation;
    }

    static String primary(Attestation attestation) {
        return keys(attestation).getPrimaryKey();
    }

    String individualKey(String id) throws ProvisioningServiceClientException {
        return primary(service().getIndividualEnrollmentAttestationMechanism(id).getAttestation());
    }

    String groupKey(String id) throws ProvisioningServiceClientException {
        return primary(service().getEnrollmentGroupAttestationMechanism(id).getAttestation());
    }

    /** Registers a device that holds {@code key} itself. */
    ProvisioningDeviceClientRegistrationResult register(String id, String key)
            throws ProvisioningDeviceClientException, InterruptedException {
        return register(stack.idScope(), new SecurityProviderSymmetricKey(key.getBytes(StandardCharsets.UTF_8), id));
    }

    /** Registers a device of a group, its key derived by the SDK. */
    ProvisioningDeviceClientRegistrationResult registerMember(String id, String groupKey) throws Exception {
        byte[] derived =
                SecurityProviderSymmetricKey.ComputeDerivedSymmetricKey(groupKey.getBytes(StandardCharsets.UTF_8), id);
        return register(stack.idScope(), new SecurityProviderSymmetricKey(derived, id));
    }

    ProvisioningDeviceClientRegistrationResult register(String idScope, SecurityProviderSymmetricKey security)
            throws ProvisioningDeviceClientException, InterruptedException {
        return ProvisioningDeviceClient.create(
                        stack.deviceHost(), idScope, ProvisioningDeviceClientTransportProtocol.HTTPS, security)
                .registerDeviceSync();
    }
}
