package io.muster.conformance.x509;

import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClient;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientRegistrationResult;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientTransportProtocol;
import com.microsoft.azure.sdk.iot.provisioning.security.hsm.SecurityProviderX509Cert;
import io.muster.conformance.http.Answer;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Wire;
import io.muster.conformance.stack.LocalStack;
import io.muster.core.testkit.FakeCertificate;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A device that registers with a certificate.
 *
 * @param chain what it shows, leaf first
 */
public record X509Device(String id, List<FakeCertificate> chain) {
    public static X509Device of(String id, FakeCertificate... leafFirst) {
        return new X509Device(id, List.of(leafFirst));
    }

    public FakeCertificate leaf() {
        return chain.get(0);
    }

    public PrivateKey key() {
        return leaf().keys().getPrivate();
    }

    /** SHA-256 of the leaf, upper-case hex. */
    String thumbprint() {
        return leaf().enrolled().info().sha256Thumbprint();
    }

    X509Certificate[] certificates() {
        return chain.stream().map(FakeCertificate::x509).toArray(X509Certificate[]::new);
    }

    /** The chain as OpenSSL and Node take it. */
    public String pem() {
        return chain.stream().map(FakeCertificate::pem).collect(Collectors.joining());
    }

    public String keyPem() {
        Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
        String body = new String(lines.encode(key().getEncoded()), StandardCharsets.US_ASCII);
        return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
    }

    /** By the vendor's client. */
    ProvisioningDeviceClientRegistrationResult registerBySdk(LocalStack stack) throws Exception {
        List<X509Certificate> signers =
                chain.stream().skip(1).map(FakeCertificate::x509).toList();
        return ProvisioningDeviceClient.create(
                        stack.deviceHost(),
                        stack.idScope(),
                        ProvisioningDeviceClientTransportProtocol.HTTPS,
                        new SecurityProviderX509Cert(leaf().x509(), key(), signers))
                .registerDeviceSync();
    }

    /** The device API over connections on which it shows its chain. */
    DeviceApi api(LocalStack stack) {
        return new DeviceApi(stack, new Wire(stack.edge(), stack.trustShowing(certificates(), key())));
    }

    Answer register(LocalStack stack) {
        DeviceApi api = api(stack);
        return api.send(api.registerCall(id));
    }
}
