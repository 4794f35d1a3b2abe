package io.muster.local.certificates;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;

/** The root's certificate and key as two PEM files: {@code ca.pem} and, for the owner's eyes only, {@code ca-key.pem}. */
record StoredRoot(X509Certificate certificate, KeyPair keys) {

    private static final Duration RENEW_BEFORE = Duration.ofDays(30);
    private static final String CERTIFICATE_FILE = "ca.pem";
    private static final String KEY_FILE = "ca-key.pem";
    private static final String KEY_LABEL = "PRIVATE KEY";
    private static final String CERTIFICATE_LABEL = "CERTIFICATE";

    static Path certificateFile(Path directory) {
        return directory.resolve(CERTIFICATE_FILE);
    }

    static StoredRoot openOrCreate(Path directory, Clock clock) throws IOException, GeneralSecurityException {
        if (Files.exists(certificateFile(directory)) && Files.exists(keyFile(directory))) {
            StoredRoot stored = read(directory);
            if (stored.certificate()
                    .getNotAfter()
                    .toInstant()
                    .isAfter(clock.instant().plus(RENEW_BEFORE))) {
                return stored;
            }
        }
        KeyPair keys = CertificateForge.newKeyPair();
        StoredRoot created = new StoredRoot(CertificateForge.root(keys, clock.instant()), keys);
        // Certificate first: a crash in between leaves no pair, and the next start makes a new one.
        Files.deleteIfExists(keyFile(directory));
        OwnerOnly.write(
                directory,
                CERTIFICATE_FILE,
                pem(CERTIFICATE_LABEL, created.certificate().getEncoded()));
        OwnerOnly.write(directory, KEY_FILE, pem(KEY_LABEL, keys.getPrivate().getEncoded()));
        return created;
    }

    private static StoredRoot read(Path directory) throws IOException, GeneralSecurityException {
        X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(certificateFile(directory))));
        String body = Files.readString(keyFile(directory))
                .replaceAll("-----(BEGIN|END) " + KEY_LABEL + "-----", "")
                .trim();
        PKCS8EncodedKeySpec key =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body));
        return new StoredRoot(
                certificate,
                new KeyPair(
                        certificate.getPublicKey(), KeyFactory.getInstance("EC").generatePrivate(key)));
    }

    private static Path keyFile(Path directory) {
        return directory.resolve(KEY_FILE);
    }

    private static byte[] pem(String label, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return ("-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return "StoredRoot[" + certificate.getSubjectX500Principal() + "]";
    }
}
