package io.muster.conformance.javasdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.azure.sdk.iot.provisioning.service.ProvisioningServiceClient;
import com.microsoft.azure.sdk.iot.provisioning.service.Query;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.BulkEnrollmentOperationResult;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.BulkOperationMode;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.DeviceRegistrationState;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.EnrollmentGroup;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.IndividualEnrollment;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.QuerySpecification;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.SymmetricKeyAttestation;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.TpmAttestation;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.X509Attestation;
import com.microsoft.azure.sdk.iot.provisioning.service.exceptions.ProvisioningServiceClientNotFoundException;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.TestCertificates;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import io.muster.core.testkit.SampleTpmKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
@DisplayName("Many enrollments and their records through the Java service SDK")
final class FleetSdkTest {
    private final Sdk sdk;
    private final ProvisioningServiceClient service;
    private final String id = Names.fresh("fleet");

    FleetSdkTest(LocalStack stack) {
        this.sdk = new Sdk(stack);
        this.service = sdk.service();
    }

    @Test
    @DisplayName("6.11: bulk operations of every mode, of which one bad item fails alone")
    void bulk() throws Exception {
        List<IndividualEnrollment> three = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            three.add(new IndividualEnrollment(id + "-" + i, Sdk.ownKeys()));
        }
        assertTrue(run(BulkOperationMode.CREATE, three).getSuccessful());

        BulkEnrollmentOperationResult again = run(BulkOperationMode.CREATE, three.subList(0, 1));
        assertFalse(again.getSuccessful());
        assertEquals(409201, again.getErrors().get(0).getErrorCode());
        assertEquals(id + "-0", again.getErrors().get(0).getRegistrationId());

        IndividualEnrollment stored = service.getIndividualEnrollment(id + "-1");
        three.get(1).setEtag(stored.getEtag());
        three.get(1).setDeviceId("renamed");
        three.get(2).setEtag("\"stale\"");
        BulkEnrollmentOperationResult matched = run(BulkOperationMode.UPDATE_IF_MATCH_ETAG, three.subList(1, 3));
        assertEquals(1, matched.getErrors().size());
        assertEquals(412001, matched.getErrors().get(0).getErrorCode());
        assertEquals("renamed", service.getIndividualEnrollment(id + "-1").getDeviceId());

        assertTrue(run(BulkOperationMode.DELETE, three).getSuccessful());
        assertThrows(
                ProvisioningServiceClientNotFoundException.class, () -> service.getIndividualEnrollment(id + "-0"));
    }

    @Test
    @DisplayName("clients.md 32: a query pages to its end, and WHERE chooses")
    void query() throws Exception {
        for (int i = 0; i < 5; i++) {
            IndividualEnrollment enrollment = new IndividualEnrollment(id + "-" + i, Sdk.ownKeys());
            enrollment.setDeviceId("line-" + i % 2);
            service.createOrUpdateIndividualEnrollment(enrollment);
        }
        String mine = "select * from enrollments where STARTSWITH(registrationId, '" + id + "')";

        assertEquals(List.of(2, 2, 1), pages(service.createIndividualEnrollmentQuery(specification(mine), 2)));
        assertEquals(
                List.of(2),
                pages(service.createIndividualEnrollmentQuery(specification(mine + " and deviceId = 'line-1'"), 2)));
        Query everything = service.createIndividualEnrollmentQuery(specification("select * from enrollments"));
        assertTrue(everything.next().getItems().length > 0);
    }

    @Test
    @DisplayName("6.10, S13 to S15: a group's records are listed, read and deleted")
    void records() throws Exception {
        EnrollmentGroup group = service.createOrUpdateEnrollmentGroup(new EnrollmentGroup(id, Sdk.ownKeys()));
        String key = sdk.groupKey(group.getEnrollmentGroupId());
        for (int i = 0; i < 3; i++) {
            sdk.registerMember(id + "-" + i, key);
        }

        Query query = service.createEnrollmentGroupRegistrationStateQuery(
                specification("select * from deviceRegistrations"), id, 2);
        assertEquals(List.of(2, 1), pages(query));

        DeviceRegistrationState state = service.getDeviceRegistrationState(id + "-1");
        assertEquals("assigned", state.getStatus().toString().toLowerCase(Locale.ROOT));
        service.deleteDeviceRegistrationState(state);
        assertThrows(
                ProvisioningServiceClientNotFoundException.class, () -> service.getDeviceRegistrationState(id + "-1"));
        Query groups = service.createEnrollmentGroupQuery(
                specification("select * from enrollmentGroups where enrollmentGroupId = '" + id + "'"), 10);
        assertEquals(List.of(1), pages(groups));
    }

    @Test
    @DisplayName("2.28: a certificate is told of by its info and kept when the enrollment comes back without it")
    void certificates() throws Exception {
        String certificate = TestCertificates.selfSigned(id);
        service.createOrUpdateIndividualEnrollment(
                new IndividualEnrollment(id, X509Attestation.createFromClientCertificates(certificate)));

        IndividualEnrollment got = service.getIndividualEnrollment(id);
        X509Attestation x509 = assertInstanceOf(X509Attestation.class, got.getAttestation());
        assertTrue(x509.getPrimaryX509CertificateInfo().getSubjectName().contains(id));
        got.setDeviceId("kept");
        IndividualEnrollment updated = service.createOrUpdateIndividualEnrollment(got);

        X509Attestation after = assertInstanceOf(X509Attestation.class, updated.getAttestation());
        assertEquals(
                x509.getPrimaryX509CertificateInfo().getSha256Thumbprint(),
                after.getPrimaryX509CertificateInfo().getSha256Thumbprint());
    }

    @Test
    @DisplayName("2.36: a TPM's endorsement key is kept and shown")
    void tpm() throws Exception {
        String key = SampleTpmKeys.EK;
        service.createOrUpdateIndividualEnrollment(new IndividualEnrollment(id, new TpmAttestation(key)));

        TpmAttestation tpm = assertInstanceOf(
                TpmAttestation.class, service.getIndividualEnrollment(id).getAttestation());
        assertEquals(key, tpm.getEndorsementKey());
        assertNull(tpm.getStorageRootKey());
    }

    @Test
    @DisplayName("A device whose enrollment is made anew starts afresh")
    void enrolledAnew() throws Exception {
        SymmetricKeyAttestation keys = Sdk.ownKeys();
        service.createOrUpdateIndividualEnrollment(new IndividualEnrollment(id, keys));
        sdk.register(id, keys.getPrimaryKey());
        assertEquals(id, service.getDeviceRegistrationState(id).getRegistrationId());

        service.deleteIndividualEnrollment(id);

        assertThrows(ProvisioningServiceClientNotFoundException.class, () -> service.getDeviceRegistrationState(id));
    }

    private BulkEnrollmentOperationResult run(BulkOperationMode mode, List<IndividualEnrollment> items)
            throws Exception {
        return service.runBulkEnrollmentOperation(mode, items);
    }

    private static List<Integer> pages(Query query) throws Exception {
        List<Integer> sizes = new ArrayList<>();
        while (query.hasNext()) {
            sizes.add(query.next().getItems().length);
        }
        return sizes;
    }

    private static QuerySpecification specification(String text) {
        return new QuerySpecification(text);
    }
}
