package io.muster.local.certificates;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Builds the two kinds of certificate the local service needs: a root and a TLS server. */
final class CertificateForge {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration ROOT_LIFE = Duration.ofDays(5L * 365);
    // Apple and Chrome refuse server certificates that live longer than 398 days.
    private static final Duration SERVER_LIFE = Duration.ofDays(365);
    // Clocks of containers and their host differ a little.
    private static final Duration BACKDATE = Duration.ofHours(1);

    private CertificateForge() {}

    static KeyPair newKeyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
        return generator.generateKeyPair();
    }

    static X509Certificate root(KeyPair keys, Instant now) throws GeneralSecurityException {
        // A serial in the name keeps two authorities of one machine apart in a user's trust store.
        X500Name name = new X500Name("CN=Muster local development CA " + serial().toString(36));
        try {
            X509v3CertificateBuilder builder = builder(name, name, keys.getPublic(), now, ROOT_LIFE)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
            return sign(builder, keys);
        } catch (CertIOException e) {
            throw new GeneralSecurityException("The root's extensions could not be encoded", e);
        }
    }

    static X509Certificate server(
            PublicKey server,
            String commonName,
            GeneralNames names,
            X509Certificate root,
            KeyPair rootKeys,
            Instant now)
            throws GeneralSecurityException {
        X500Name issuer = X500Name.getInstance(root.getSubjectX500Principal().getEncoded());
        JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
        try {
            X509v3CertificateBuilder builder = builder(
                            issuer, new X500Name("CN=" + commonName), server, now, SERVER_LIFE)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(
                            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                    .addExtension(Extension.subjectAlternativeName, false, names)
                    .addExtension(Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(server))
                    .addExtension(
                            Extension.authorityKeyIdentifier, false, identifiers.createAuthorityKeyIdentifier(root));
            return sign(builder, rootKeys);
        } catch (CertIOException e) {
            throw new GeneralSecurityException("The server certificate's extensions could not be encoded", e);
        }
    }

    private static X509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, PublicKey key, Instant now, Duration life) {
        return new JcaX509v3CertificateBuilder(
                issuer, serial(), Date.from(now.minus(BACKDATE)), Date.from(now.plus(life)), subject, key);
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, KeyPair issuer)
            throws GeneralSecurityException {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate())));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException("No signer for P-256", e);
        }
    }

    private static BigInteger serial() {
        return new BigInteger(127, RANDOM).setBit(126);
    }
}
