package io.muster.bench.jmh;

import io.muster.core.testkit.FakeKeys;
import java.security.KeyPair;

/** Of every key in a chain. */
public enum KeyKind {
    P256,
    RSA2048;

    KeyPair key(String owner) {
        return this == P256 ? FakeKeys.p256(owner) : FakeKeys.rsa(2048, owner);
    }
}
