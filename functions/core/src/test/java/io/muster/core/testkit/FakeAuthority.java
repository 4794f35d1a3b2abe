package io.muster.core.testkit;

import java.time.Instant;

/** A root, an intermediate under it and devices under either, sound throughout; the same keys for the same name. */
public final class FakeAuthority {
    private final String name;
    private final Instant now;
    private final FakeCertificate root;
    private final FakeCertificate intermediate;

    public FakeAuthority(String name, Instant now) {
        this.name = name;
        this.now = now;
        this.root = caOrder("Root").selfSigned();
        this.intermediate = caOrder("Issuing").by(root);
    }

    public FakeCertificate root() {
        return root;
    }

    public FakeCertificate intermediate() {
        return intermediate;
    }

    /** For one more CA of this authority, or the same one again, by its role. */
    public CertificateOrder caOrder(String role) {
        return CertificateOrder.ca(name + " " + role, FakeKeys.p256(name + " " + role), now);
    }

    public CertificateOrder leafOrder(String commonName) {
        return CertificateOrder.leaf(commonName, FakeKeys.p256("device"), now);
    }

    /** A device under the intermediate. */
    public FakeCertificate leaf(String commonName) {
        return leafOrder(commonName).by(intermediate);
    }

    /** A device that sends its whole chain, at a service where the root was verified. */
    public FakeCredential good(String commonName) {
        return FakeCredential.of(leaf(commonName), intermediate, root).under(root.verifiedAs("root"));
    }
}
