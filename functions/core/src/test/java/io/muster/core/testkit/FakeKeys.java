package io.muster.core.testkit;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Key pairs by kind and owner, made once a JVM; and public keys that nobody should compute with. */
public final class FakeKeys {
    private static final Map<String, KeyPair> MADE = new ConcurrentHashMap<>();

    private FakeKeys() {}

    public static KeyPair p256(String owner) {
        return curve("secp256r1", owner);
    }

    /** On a curve by its JDK name, such as {@code secp384r1}. */
    public static KeyPair curve(String curve, String owner) {
        return MADE.computeIfAbsent(
                curve + "/" + owner,
                key -> generate("EC", generator -> generator.initialize(new ECGenParameterSpec(curve))));
    }

    public static KeyPair rsa(int bits, String owner) {
        return MADE.computeIfAbsent(
                "RSA" + bits + "/" + owner, key -> generate("RSA", generator -> generator.initialize(bits)));
    }

    public static KeyPair ed25519(String owner) {
        return MADE.computeIfAbsent("Ed25519/" + owner, key -> generate("Ed25519", generator -> {}));
    }

    /** An RSA public key of so many bits and this exponent; the modulus is odd and otherwise arbitrary. */
    public static SubjectPublicKeyInfo arbitraryRsa(int bits, BigInteger exponent) {
        return rsa(BigInteger.ONE.shiftLeft(bits - 1).setBit(0), exponent);
    }

    /** An RSA public key of these numbers. */
    public static SubjectPublicKeyInfo rsa(BigInteger modulus, BigInteger exponent) {
        try {
            return new SubjectPublicKeyInfo(
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption), new RSAPublicKey(modulus, exponent));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A P-256 key with the curve spelled out instead of named. */
    public static SubjectPublicKeyInfo explicitCurve(String owner) {
        SubjectPublicKeyInfo named =
                SubjectPublicKeyInfo.getInstance(p256(owner).getPublic().getEncoded());
        return new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(
                        X9ObjectIdentifiers.id_ecPublicKey, ECNamedCurveTable.getByOID(SECObjectIdentifiers.secp256r1)),
                named.getPublicKeyData().getBytes());
    }

    /** A key on a curve that is named and not taken. */
    public static SubjectPublicKeyInfo secp256k1() {
        var curve = ECNamedCurveTable.getByOID(SECObjectIdentifiers.secp256k1);
        return new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256k1),
                curve.getG().getEncoded(false));
    }

    private static KeyPair generate(String algorithm, Setting setting) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            setting.apply(generator);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks " + algorithm, e);
        }
    }

    private interface Setting {
        void apply(KeyPairGenerator generator) throws GeneralSecurityException;
    }
}
