package io.muster.conformance.x509;

import io.muster.conformance.http.Answer;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.ServiceApi;
import io.muster.core.testkit.CertificateOrder;
import io.muster.core.testkit.FakeCertificate;
import java.time.Instant;
import java.util.Base64;

/** A root of its own name and key, with as many CAs under it as are asked for. */
public final class Factory {
    private final String name = Names.fresh("factory");
    private final Instant now = Instant.now();
    private final KeyKind kind;
    private final FakeCertificate root;

    public Factory(KeyKind kind) {
        this.kind = kind;
        this.root = caOrder("Root").selfSigned();
    }

    /** What the root is called when it is uploaded. */
    public String name() {
        return name;
    }

    FakeCertificate root() {
        return root;
    }

    Instant now() {
        return now;
    }

    /** For a CA certificate of this role. */
    CertificateOrder caOrder(String role) {
        return CertificateOrder.ca(name + " " + role, kind.of(name + " " + role), now);
    }

    /** A CA right under the root. */
    public FakeCertificate intermediate(String role) {
        return caOrder(role).by(root);
    }

    /** A device's certificate, another one with each call. */
    public FakeCertificate leaf(String commonName, FakeCertificate issuer) {
        return leafOrder(commonName, kind).by(issuer);
    }

    /** A device's certificate that vouches for itself, another one with each call. */
    public static FakeCertificate alone(String commonName, KeyKind kind) {
        return leafOrder(commonName, kind).selfSigned();
    }

    /** Has the service know the root. */
    public Factory upload(ServiceApi service, boolean verified) {
        String certificate = Base64.getEncoder().encodeToString(root.der());
        Answer answer = service.put(
                "/muster/certificates/" + name,
                "{\"certificate\":\"" + certificate + "\",\"isVerified\":" + verified + "}");
        if (answer.status() != 200) {
            throw new AssertionError("not uploaded: " + answer);
        }
        return this;
    }

    /** Has the service let in whatever the root vouches for. */
    public Factory group(ServiceApi service) {
        String id = name + "-group";
        Answer answer = service.put(
                "/enrollmentGroups/" + id,
                "{\"enrollmentGroupId\":\"" + id + "\",\"attestation\":{\"type\":\"x509\",\"x509\":"
                        + "{\"caReferences\":{\"primary\":\"" + name + "\"}}}}");
        if (answer.status() != 200) {
            throw new AssertionError("no group: " + answer);
        }
        return this;
    }

    private static CertificateOrder leafOrder(String commonName, KeyKind kind) {
        return CertificateOrder.leaf(commonName, kind.of("device"), Instant.now());
    }
}
