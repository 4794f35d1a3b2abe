package io.muster.bench;

import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClient;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientRegistrationResult;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientStatus;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientTransportProtocol;
import com.microsoft.azure.sdk.iot.provisioning.security.SecurityProviderSymmetricKey;
import java.util.Base64;

/** Registers devices one after another with the vendor's device SDK; prints the milliseconds each took, one a line. */
public final class SdkClient {
    private SdkClient() {}

    /** @param args device host, id scope, then an id and a key in Base64 for each device */
    public static void main(String[] args) throws Exception {
        for (int i = 2; i < args.length; i += 2) {
            long began = System.nanoTime();
            ProvisioningDeviceClientRegistrationResult result = ProvisioningDeviceClient.create(
                            args[0],
                            args[1],
                            ProvisioningDeviceClientTransportProtocol.HTTPS,
                            new SecurityProviderSymmetricKey(Base64.getDecoder().decode(args[i + 1]), args[i]))
                    .registerDeviceSync();
            long nanos = System.nanoTime() - began;
            if (result.getProvisioningDeviceClientStatus()
                    != ProvisioningDeviceClientStatus.PROVISIONING_DEVICE_STATUS_ASSIGNED) {
                throw new IllegalStateException("status " + result.getProvisioningDeviceClientStatus());
            }
            System.out.println("registered-ms " + nanos / 1e6);
        }
        // The SDK leaves threads behind.
        System.exit(0);
    }
}
