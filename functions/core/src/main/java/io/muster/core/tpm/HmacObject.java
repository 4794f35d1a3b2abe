package io.muster.core.tpm;

import io.muster.core.identity.Secret;
import java.security.SecureRandom;

/**
 * An HMAC-SHA-256 key as the TPM object that a device makes its identity key of (clients.md section 5).
 *
 * <p>Not fixed to a TPM, as it came from outside; usable with an empty authorization, which is what the clients give.
 */
final class HmacObject {
    private static final int KEYED_HASH = 0x0008;
    private static final int USER_WITH_AUTH_NO_DA_SIGN = 0x0004_0440;
    private static final int HMAC = 0x0005;
    private static final byte[] NONE = {};

    private final byte[] sensitive;
    private final byte[] publicArea;

    private HmacObject(byte[] sensitive, byte[] publicArea) {
        this.sensitive = sensitive;
        this.publicArea = publicArea;
    }

    static HmacObject of(Secret key, SecureRandom random) {
        byte[] obfuscation = TpmCryptography.random(random, 32);
        byte[] secret = key.reveal();
        TpmWriter sensitive = new TpmWriter()
                .uint16(KEYED_HASH)
                .sized(NONE)
                .sized(obfuscation)
                .sized(secret);
        TpmWriter publicArea = new TpmWriter()
                .uint16(KEYED_HASH)
                .uint16(PublicArea.SHA256)
                .uint32(USER_WITH_AUTH_NO_DA_SIGN)
                .sized(NONE)
                .uint16(HMAC)
                .uint16(PublicArea.SHA256)
                .sized(TpmCryptography.sha256(obfuscation, secret));
        return new HmacObject(sensitive.bytes(), publicArea.bytes());
    }

    /** TPMT_SENSITIVE, in the clear. */
    byte[] sensitive() {
        return sensitive;
    }

    /** TPMT_PUBLIC. */
    byte[] publicArea() {
        return publicArea;
    }

    byte[] name() {
        return new TpmWriter()
                .uint16(PublicArea.SHA256)
                .raw(TpmCryptography.sha256(publicArea))
                .bytes();
    }
}
