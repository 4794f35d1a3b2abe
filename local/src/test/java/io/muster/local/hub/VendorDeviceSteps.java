package io.muster.local.hub;

import com.microsoft.azure.sdk.iot.device.ClientOptions;
import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.IotHubStatusCode;
import com.microsoft.azure.sdk.iot.device.Message;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import com.microsoft.azure.sdk.iot.device.twin.Twin;
import io.muster.local.hub.access.SymmetricKey;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;

/** What the vendor's device client does to a hub over MQTT; each step throws when the hub disappoints it. */
final class VendorDeviceSteps {

    private static final int PATIENCE_MILLIS = 5_000;
    private static final int ATTEMPTS = 5;

    private final String host;

    VendorDeviceSteps(String host) {
        this.host = host;
    }

    void sendAndReport(String device, String key) throws Exception {
        DeviceClient client = client(device, key);
        client.open(false);
        try {
            Message message = new Message("{\"temperature\":21}");
            message.setProperty("origin", "vendor client");
            client.sendEvent(message);

            client.subscribeToDesiredProperties((update, context) -> {}, null);
            Twin twin = insist(() -> client.getTwin(PATIENCE_MILLIS));
            twin.getReportedProperties().put("firmware", "1.2.3");
            insist(() -> client.updateReportedProperties(twin.getReportedProperties(), PATIENCE_MILLIS));
            Expect.that(
                    "1.2.3"
                            .equals(insist(() -> client.getTwin(PATIENCE_MILLIS))
                                    .getReportedProperties()
                                    .get("firmware")),
                    "the report is in the device's twin");
        } finally {
            client.close();
        }
    }

    void wrongKeyIsRefused(String device) throws Exception {
        DeviceClient client = client(device, SymmetricKey.random().reveal());
        Expect.fails(IotHubClientException.class, () -> client.open(false));
    }

    /**
     * Asks again when the client lost the answer: in 2.5.0 its receiving thread can take a twin's answer off the list of
     * waiting requests before the other thread has looked the request up, and then the caller is never told.
     */
    private static <T> T insist(Callable<T> request) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                return request.call();
            } catch (IotHubClientException e) {
                if (attempt == ATTEMPTS || e.getStatusCode() != IotHubStatusCode.DEVICE_OPERATION_TIMED_OUT) {
                    throw e;
                }
            }
        }
    }

    private DeviceClient client(String device, String key) throws NoSuchAlgorithmException {
        String connectionString = "HostName=" + host + ";DeviceId=" + device + ";SharedAccessKey=" + key;
        ClientOptions options =
                ClientOptions.builder().sslContext(SSLContext.getDefault()).build();
        return new DeviceClient(connectionString, IotHubClientProtocol.MQTT, options);
    }
}
