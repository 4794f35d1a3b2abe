package io.muster.core.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.DataLengthException;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.encodings.OAEPEncoding;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.RSAEngine;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.modes.CFBBlockCipher;
import org.bouncycastle.crypto.modes.CFBModeCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/** What a TPM computes, with Bouncy Castle's engines: the service's side uses the JDK's. */
final class SoftTpmCipher {
    private SoftTpmCipher() {}

    static byte[] decryptOaep(AsymmetricCipherKeyPair pair, String label, byte[] secret) {
        byte[] zeroEnded = Arrays.copyOf(label.getBytes(StandardCharsets.US_ASCII), label.length() + 1);
        OAEPEncoding oaep = new OAEPEncoding(new RSAEngine(), new SHA256Digest(), new SHA256Digest(), zeroEnded);
        oaep.init(false, pair.getPrivate());
        try {
            return oaep.processBlock(secret, 0, secret.length);
        } catch (InvalidCipherTextException | DataLengthException e) {
            throw new SoftTpm.Refused("the secret does not decrypt");
        }
    }

    /** The text of an outer wrap whose integrity holds for the object of that name. */
    static byte[] unwrap(byte[] seed, byte[] wrapped, byte[] name) {
        ByteBuffer parts = ByteBuffer.wrap(wrapped);
        byte[] integrity = SealedKey.take(parts);
        byte[] encrypted = new byte[parts.remaining()];
        parts.get(encrypted);
        byte[] expected = hmac(derive(seed, "INTEGRITY", new byte[0], 256), encrypted, name);
        SoftTpm.require(Arrays.equals(expected, integrity), "integrity");
        return decryptCfb(derive(seed, "STORAGE", name, 128), encrypted);
    }

    private static byte[] derive(byte[] key, String label, byte[] context, int bits) {
        ByteBuffer text = ByteBuffer.allocate(4 + label.length() + 1 + context.length + 4)
                .putInt(1)
                .put(label.getBytes(StandardCharsets.US_ASCII))
                .put((byte) 0)
                .put(context)
                .putInt(bits);
        return Arrays.copyOf(hmac(key, text.array()), bits / 8);
    }

    static byte[] decryptCfb(byte[] key, byte[] text) {
        CFBModeCipher cipher = CFBBlockCipher.newInstance(AESEngine.newInstance(), 128);
        cipher.init(false, new ParametersWithIV(new KeyParameter(key), new byte[16]));
        byte[] clear = new byte[text.length];
        cipher.processBytes(text, 0, text.length, clear, 0);
        return clear;
    }

    static byte[] sha256(byte[]... parts) {
        SHA256Digest digest = new SHA256Digest();
        for (byte[] part : parts) {
            digest.update(part, 0, part.length);
        }
        byte[] result = new byte[32];
        digest.doFinal(result, 0);
        return result;
    }

    private static byte[] hmac(byte[] key, byte[]... parts) {
        HMac mac = new HMac(new SHA256Digest());
        mac.init(new KeyParameter(key));
        for (byte[] part : parts) {
            mac.update(part, 0, part.length);
        }
        byte[] result = new byte[32];
        mac.doFinal(result, 0);
        return result;
    }
}
