package io.muster.conformance.protocols;

import com.microsoft.azure.sdk.iot.provisioning.device.AdditionalData;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClient;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientRegistrationResult;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientStatus;
import com.microsoft.azure.sdk.iot.provisioning.device.internal.exceptions.ProvisioningDeviceClientException;
import com.microsoft.azure.sdk.iot.provisioning.security.SecurityProvider;
import com.microsoft.azure.sdk.iot.provisioning.security.SecurityProviderSymmetricKey;
import com.microsoft.azure.sdk.iot.provisioning.security.hsm.SecurityProviderX509Cert;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.x509.X509Device;
import io.muster.core.testkit.FakeCertificate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The vendor's Java device SDK, in this process. */
final class JavaDevices {
    private final LocalStack stack;

    JavaDevices(LocalStack stack) {
        this.stack = stack;
    }

    List<Outcome> register(Transport transport, List<Candidate> devices) throws InterruptedException {
        try (StandardPort port = StandardPort.of(transport, stack)) {
            return registerAll(transport, devices);
        }
    }

    private List<Outcome> registerAll(Transport transport, List<Candidate> devices) throws InterruptedException {
        List<Outcome> outcomes = new ArrayList<>();
        for (Candidate device : devices) {
            for (int i = 0; i < device.times(); i++) {
                outcomes.add(register(transport, device));
            }
        }
        return outcomes;
    }

    private Outcome register(Transport transport, Candidate device) throws InterruptedException {
        AdditionalData data = new AdditionalData();
        data.setProvisioningPayload("{\"note\":[\"any\",\"json\"]}");
        try {
            return outcome(ProvisioningDeviceClient.create(
                            stack.deviceHost(), stack.idScope(), transport.ofJava(), security(device))
                    .registerDeviceSync(data));
        } catch (ProvisioningDeviceClientException e) {
            return Outcome.failed(e);
        }
    }

    private static SecurityProvider security(Candidate device) {
        if (device.proof() instanceof Candidate.Proof.Key key) {
            return new SecurityProviderSymmetricKey(key.base64().getBytes(StandardCharsets.UTF_8), device.id());
        }
        X509Device shown = ((Candidate.Proof.Certificate) device.proof()).device();
        return new SecurityProviderX509Cert(
                shown.leaf().x509(),
                shown.key(),
                shown.chain().stream().skip(1).map(FakeCertificate::x509).toList());
    }

    private static Outcome outcome(ProvisioningDeviceClientRegistrationResult result) {
        boolean assigned = result.getProvisioningDeviceClientStatus()
                == ProvisioningDeviceClientStatus.PROVISIONING_DEVICE_STATUS_ASSIGNED;
        String status = assigned
                ? "assigned"
                : result.getProvisioningDeviceClientStatus().name();
        return new Outcome(status, result.getIothubUri(), result.getDeviceId(), "");
    }
}
