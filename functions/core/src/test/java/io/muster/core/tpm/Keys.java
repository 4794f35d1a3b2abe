package io.muster.core.tpm;

import io.muster.core.testkit.SampleTpmKeys;
import java.util.Base64;
import java.util.function.Consumer;

/** Public keys of the default templates and what can be wrong about them. */
final class Keys {
    /** Where the fields of an endorsement key stand, behind the size. */
    static final int TYPE = 2;

    static final int NAME_ALGORITHM = 4;
    static final int ATTRIBUTES = 6;
    static final int POLICY = 10;
    static final int SYMMETRIC = 44;
    static final int SCHEME = 50;
    static final int KEY_BITS = 52;
    static final int EXPONENT = 54;
    static final int MODULUS_SIZE = 58;
    static final int FIRST_OF_MODULUS = 60;

    private Keys() {}

    static byte[] endorsementKey() {
        return Base64.getDecoder().decode(SampleTpmKeys.EK);
    }

    static byte[] storageRootKey() {
        return Base64.getDecoder().decode(SampleTpmKeys.SRK);
    }

    /** An endorsement key with something wrong about it. */
    static String broken(Consumer<byte[]> defect) {
        byte[] key = endorsementKey();
        defect.accept(key);
        return base64(key);
    }

    static String base64(byte[] key) {
        return Base64.getEncoder().encodeToString(key);
    }
}
