package io.muster.conformance.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.microsoft.azure.sdk.iot.provisioning.service.ProvisioningServiceClient;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.EnrollmentGroup;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.IndividualEnrollment;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.X509Attestation;
import com.microsoft.azure.sdk.iot.service.registry.RegistryClient;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.nodesdk.NodeScript;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import io.muster.core.testkit.FakeCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(LocalStackExtension.class)
@DisplayName("Issue 4: devices with certificates, registered over HTTPS by the Node SDK")
final class NodeX509Test {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LocalStack stack;
    private final ProvisioningServiceClient sdk;
    private final ServiceApi service;

    NodeX509Test(LocalStack stack) {
        this.stack = stack;
        this.sdk = new ProvisioningServiceClient(stack.serviceConnectionString());
        this.service = new ServiceApi(stack);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("2.18, 2.20, 2.29, 2.30: alone, in a group by an intermediate, in one by CA reference, and renewed")
    void registers(KeyKind kind, @TempDir Path folder) throws Exception {
        Factory factory = new Factory(kind).upload(service, true);
        FakeCertificate line = factory.intermediate("Line");
        FakeCertificate rest = factory.intermediate("Rest");
        sdk.createOrUpdateEnrollmentGroup(
                new EnrollmentGroup(Names.fresh("group"), X509Attestation.createFromRootCertificates(line.pem())));
        sdk.createOrUpdateEnrollmentGroup(
                new EnrollmentGroup(Names.fresh("group"), X509Attestation.createFromCAReferences(factory.name())));
        X509Device alone = alone(kind);
        String signed = Names.fresh("node-signed");
        String referenced = Names.fresh("node-referenced");
        List<X509Device> devices = List.of(
                alone,
                X509Device.of(signed, factory.leaf(signed, line), line),
                X509Device.of(referenced, factory.leaf(referenced, rest), rest),
                X509Device.of(signed, factory.leaf(signed, line), line));
        Path file = folder.resolve("devices.json");
        Files.writeString(file, JSON.writeValueAsString(described(devices)));

        JsonNode results = new NodeScript(stack).run("x509.js", Map.of("MUSTER_DEVICES", file.toString()));

        for (int i = 0; i < devices.size(); i++) {
            assertEquals("assigned", results.at("/" + i + "/status").asText(), results::toString);
        }
        assertOnHub(alone, results.get(0));
        assertOnHub(devices.get(2), results.get(2));
        // The renewed certificate came last.
        assertOnHub(devices.get(3), results.get(3));
    }

    private X509Device alone(KeyKind kind) throws Exception {
        String id = Names.fresh("node-alone");
        X509Device device = X509Device.of(id, Factory.alone(id, kind));
        sdk.createOrUpdateIndividualEnrollment(new IndividualEnrollment(
                id, X509Attestation.createFromClientCertificates(device.leaf().pem())));
        return device;
    }

    private void assertOnHub(X509Device device, JsonNode result) throws Exception {
        String hub = stack.hub(result.path("assignedHub").asText()).connectionString();
        assertEquals(
                device.thumbprint(),
                new RegistryClient(hub)
                        .getDevice(result.path("deviceId").asText())
                        .getPrimaryThumbprint());
    }

    private static ArrayNode described(List<X509Device> devices) {
        ArrayNode all = JSON.createArrayNode();
        devices.forEach(device ->
                all.addObject().put("id", device.id()).put("cert", device.pem()).put("key", device.keyPem()));
        return all;
    }
}
