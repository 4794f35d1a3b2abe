package io.muster.conformance.x509;

import io.muster.core.testkit.FakeKeys;
import java.security.KeyPair;

/** What keys devices and CAs have. */
public enum KeyKind {
    ECC,
    RSA;

    /** The same pair for the same owner. */
    KeyPair of(String owner) {
        return this == ECC ? FakeKeys.p256(owner) : FakeKeys.rsa(2048, owner);
    }
}
