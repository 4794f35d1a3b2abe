package io.muster.conformance.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientRegistrationResult;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientStatus;
import com.microsoft.azure.sdk.iot.provisioning.service.ProvisioningServiceClient;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.EnrollmentGroup;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.IndividualEnrollment;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.X509Attestation;
import com.microsoft.azure.sdk.iot.service.registry.Device;
import com.microsoft.azure.sdk.iot.service.registry.RegistryClient;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import io.muster.core.testkit.FakeCertificate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(LocalStackExtension.class)
@DisplayName("Issue 4: devices with certificates, enrolled and registered over HTTPS by the Java SDKs")
final class X509SdkTest {
    private final LocalStack stack;
    private final ProvisioningServiceClient sdk;
    private final ServiceApi service;
    private final String id = Names.fresh("x509");

    X509SdkTest(LocalStack stack) {
        this.stack = stack;
        this.sdk = new ProvisioningServiceClient(stack.serviceConnectionString());
        this.service = new ServiceApi(stack);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("2.18, 2.30: a device's own certificate, and the one that replaces it, in either slot")
    void individual(KeyKind kind) throws Exception {
        X509Device first = X509Device.of(id, Factory.alone(id, kind));
        X509Device renewed = X509Device.of(id, Factory.alone(id, kind));
        IndividualEnrollment made = sdk.createOrUpdateIndividualEnrollment(new IndividualEnrollment(
                id, X509Attestation.createFromClientCertificates(first.leaf().pem())));
        assertOnHub(first);

        made.setAttestation(X509Attestation.createFromClientCertificates(
                first.leaf().pem(), renewed.leaf().pem()));
        sdk.createOrUpdateIndividualEnrollment(made);

        // With two certificates enrolled the hub knows the device by both, whichever it registers with.
        assertOnHub(renewed, first.thumbprint(), renewed.thumbprint());
        assertOnHub(first, first.thumbprint(), renewed.thumbprint());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("2.20, 2.21, 2.30: a group by an intermediate's certificate, whose root was verified")
    void signedByIntermediate(KeyKind kind) throws Exception {
        Factory factory = new Factory(kind).upload(service, true);
        FakeCertificate issuing = factory.intermediate("Issuing");
        sdk.createOrUpdateEnrollmentGroup(
                new EnrollmentGroup(Names.fresh("group"), X509Attestation.createFromRootCertificates(issuing.pem())));

        assertRenewable(factory, issuing);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("2.20, 2.21, 2.30: a group by reference to an uploaded root, through an intermediate")
    void byReference(KeyKind kind) throws Exception {
        Factory factory = new Factory(kind).upload(service, true);
        sdk.createOrUpdateEnrollmentGroup(
                new EnrollmentGroup(Names.fresh("group"), X509Attestation.createFromCAReferences(factory.name())));

        assertRenewable(factory, factory.intermediate("Issuing"));
    }

    private void assertRenewable(Factory factory, FakeCertificate issuing) throws Exception {
        X509Device first = X509Device.of(id, factory.leaf(id, issuing), issuing);
        X509Device renewed = X509Device.of(id, factory.leaf(id, issuing), issuing);
        assertNotEquals(first.thumbprint(), renewed.thumbprint());

        assertOnHub(first);
        assertOnHub(renewed);
    }

    /** Registers; 2.29: then the hub knows the device by this very certificate. */
    private void assertOnHub(X509Device device) throws Exception {
        assertOnHub(device, device.thumbprint(), device.thumbprint());
    }

    private void assertOnHub(X509Device device, String primary, String secondary) throws Exception {
        ProvisioningDeviceClientRegistrationResult result = device.registerBySdk(stack);

        assertEquals(
                ProvisioningDeviceClientStatus.PROVISIONING_DEVICE_STATUS_ASSIGNED,
                result.getProvisioningDeviceClientStatus());
        Device onHub = new RegistryClient(stack.hub(result.getIothubUri()).connectionString()).getDevice(id);
        assertEquals(primary, onHub.getPrimaryThumbprint());
        assertEquals(secondary, onHub.getSecondaryThumbprint());
    }
}
