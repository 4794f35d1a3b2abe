package io.muster.conformance.protocols;

import io.muster.conformance.http.Answer;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.Sas;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.x509.Factory;
import io.muster.conformance.x509.KeyKind;
import io.muster.conformance.x509.X509Device;
import io.muster.core.testkit.FakeCertificate;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Enrolls devices of every kind of credential. */
final class Enrolled {
    private final ServiceApi service;

    Enrolled(ServiceApi service) {
        this.service = service;
    }

    Candidate individualKey(int times) {
        String id = Names.fresh("dev");
        return Candidate.of(id, service.individual(id), times);
    }

    Candidate groupKey(int times) {
        String id = Names.fresh("dev");
        return Candidate.of(id, Sas.derive(service.group(Names.fresh("group")), id), times);
    }

    Candidate individualCertificate(int times) {
        String id = Names.fresh("dev");
        X509Device device = X509Device.of(id, Factory.alone(id, KeyKind.ECC));
        String pem = Base64.getEncoder().encodeToString(device.leaf().pem().getBytes(StandardCharsets.US_ASCII));
        require(service.put(
                "/enrollments/" + id,
                "{\"registrationId\":\"" + id
                        + "\",\"attestation\":{\"type\":\"x509\",\"x509\":{\"clientCertificates\":"
                        + "{\"primary\":{\"certificate\":\"" + pem + "\"}}}}}"));
        return Candidate.of(device, times);
    }

    /** By reference to a root, through an intermediate that only the device has: the whole chain must arrive. */
    Candidate groupCertificate(int times) {
        String id = Names.fresh("dev");
        Factory factory = new Factory(KeyKind.RSA).upload(service, true).group(service);
        FakeCertificate issuing = factory.intermediate("Issuing");
        return Candidate.of(X509Device.of(id, factory.leaf(id, issuing), issuing), times);
    }

    Candidate wrongKey() {
        String id = Names.fresh("dev");
        String right = service.individual(id);
        String wrong = Names.key(32);
        if (wrong.equals(right)) {
            throw new AssertionError("not wrong");
        }
        return Candidate.of(id, wrong, 1);
    }

    Candidate disabled() {
        String id = Names.fresh("dev");
        String key = Names.key(32);
        require(service.put(
                "/enrollments/" + id,
                "{\"registrationId\":\"" + id + "\",\"provisioningStatus\":\"disabled\"," + ServiceApi.attestation(key)
                        + "}"));
        return Candidate.of(id, key, 1);
    }

    private static void require(Answer answer) {
        if (answer.status() != 200) {
            throw new AssertionError("not enrolled: " + answer);
        }
    }
}
