package io.muster.bench;

import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClient;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientRegistrationResult;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientStatus;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientTransportProtocol;
import com.microsoft.azure.sdk.iot.provisioning.security.SecurityProviderSymmetricKey;
import java.nio.charset.StandardCharsets;

/** Registers devices one after another with the vendor's device SDK; prints the milliseconds each took, one a line. */
public final class SdkClient {
    private SdkClient() {}

    /** @param args device host, id scope, then an id and a key in Base64, which is how the SDK wants it, for each device */
    public static void main(String[] args) throws Exception {
        // The SDK leaves threads behind, which must not keep a process that failed.
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            failure.printStackTrace();
            System.exit(1);
        });
        for (int i = 2; i < args.length; i += 2) {
            long began = System.nanoTime();
            ProvisioningDeviceClientRegistrationResult result = ProvisioningDeviceClient.create(
                            args[0],
                            args[1],
                            ProvisioningDeviceClientTransportProtocol.HTTPS,
                            new SecurityProviderSymmetricKey(args[i + 1].getBytes(StandardCharsets.US_ASCII), args[i]))
                    .registerDeviceSync();
            long nanos = System.nanoTime() - began;
            if (result.getProvisioningDeviceClientStatus()
                    != ProvisioningDeviceClientStatus.PROVISIONING_DEVICE_STATUS_ASSIGNED) {
                throw new IllegalStateException("status " + result.getProvisioningDeviceClientStatus());
            }
            System.out.println("registered-ms " + nanos / 1e6);
        }
        System.exit(0);
    }
}
