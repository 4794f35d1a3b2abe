package io.muster.local.vault;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.UUID;

/** Makes RSA key versions, new or from their PKCS#8 encoding. */
final class RsaKeys {
    private static final String RSA = "RSA";

    private RsaKeys() {}

    static KeyVersion generate(int bits, Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(RSA);
            generator.initialize(bits);
            KeyPair pair = generator.generateKeyPair();
            String id = UUID.randomUUID().toString().replace("-", "");
            return new KeyVersion(id, now, (RSAPublicKey) pair.getPublic(), pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JRE makes RSA keys", e);
        }
    }

    /** Throws {@link IllegalArgumentException} for bytes that are not an RSA private key with its public part. */
    static KeyVersion restore(String id, Instant created, byte[] pkcs8) {
        try {
            KeyFactory factory = KeyFactory.getInstance(RSA);
            RSAPrivateCrtKey key = (RSAPrivateCrtKey) factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            RSAPublicKeySpec open = new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent());
            return new KeyVersion(id, created, (RSAPublicKey) factory.generatePublic(open), key);
        } catch (GeneralSecurityException | ClassCastException e) {
            throw new IllegalArgumentException("Not an RSA private key", e);
        }
    }
}
