package io.muster.conformance.protocols;

import io.muster.conformance.http.Answer;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.Sas;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.x509.Factory;
import io.muster.conformance.x509.KeyKind;
import io.muster.conformance.x509.X509Device;
import io.muster.core.testkit.FakeCertificate;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Enrolls devices of every kind of credential. */
final class Enrolled {
    private final LocalStack stack;
    private final ServiceApi service;

    Enrolled(LocalStack stack) {
        this.stack = stack;
        this.service = new ServiceApi(stack);
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
        enrollCertificate(device);
        return Candidate.of(device, times);
    }

    private void enrollCertificate(X509Device device) {
        String id = device.id();
        String pem = Base64.getEncoder().encodeToString(device.leaf().pem().getBytes(StandardCharsets.US_ASCII));
        require(service.put(
                "/enrollments/" + id,
                "{\"registrationId\":\"" + id
                        + "\",\"attestation\":{\"type\":\"x509\",\"x509\":{\"clientCertificates\":"
                        + "{\"primary\":{\"certificate\":\"" + pem + "\"}}}}}"));
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

    /** Shows a certificate of its own making, for the name of a device that is enrolled with another one. */
    Candidate wrongCertificate() {
        String id = Names.fresh("dev");
        enrollCertificate(X509Device.of(id, Factory.alone(id, KeyKind.ECC)));
        return Candidate.of(X509Device.of(id, Factory.alone(id, KeyKind.ECC)), 1);
    }

    /** No hub ever takes it. */
    Candidate failing() {
        return misused("\"status\":400,\"times\":\"forever\"");
    }

    /** Each hub is too busy at first, for longer than the answer to a register may be held: the queue ends it. */
    Candidate slow() {
        return misused("\"status\":429,\"retryAfter\":4,\"times\":1");
    }

    private Candidate misused(String rule) {
        Candidate device = individualKey(1);
        stack.hubs().forEach(hub -> hub.rule("\"device\":\"" + device.id() + "\"," + rule));
        return device;
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
