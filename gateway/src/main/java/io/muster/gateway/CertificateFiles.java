package io.muster.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Where the server's keys and certificate chains lie. One key of each kind is served: clients choose RSA or EC. */
sealed interface CertificateFiles {
    /** All files, for telling whether they changed. */
    List<Path> paths();

    /** The keys with their chains, leaf first. Throws IOException or GeneralSecurityException when there is none. */
    KeyStore load() throws IOException, GeneralSecurityException;

    /** The password that opens the keys of what was loaded. */
    char[] password();

    /** A digest of all files' content. */
    default String fingerprint() throws IOException, GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (Path path : paths()) {
            digest.update(Files.readAllBytes(path));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** A PKCS #12 file. No record: one would print its password. */
    final class Keystore implements CertificateFiles {
        private final Path file;
        private final char[] password;

        Keystore(Path file, char[] password) {
            this.file = file;
            this.password = password.clone();
        }

        @Override
        public char[] password() {
            return password.clone();
        }

        @Override
        public List<Path> paths() {
            return List.of(file);
        }

        @Override
        public KeyStore load() throws IOException, GeneralSecurityException {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                keys.load(in, password);
            }
            for (String alias : Collections.list(keys.aliases())) {
                if (keys.isKeyEntry(alias)) {
                    return keys;
                }
            }
            throw new KeyException("No private key in it");
        }
    }

    /** Files with certificates and keys in any order: key, leaf and intermediates in one, or a file each. */
    record PemFiles(List<Path> paths) implements CertificateFiles {
        public PemFiles {
            paths = List.copyOf(paths);
        }

        /** What is in memory only needs none. */
        @Override
        public char[] password() {
            return new char[0];
        }

        @Override
        public KeyStore load() throws IOException, GeneralSecurityException {
            Pem pem = Pem.read(paths);
            if (pem.keys().isEmpty()) {
                throw new KeyException("No private key in it");
            }
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, password());
            for (PrivateKey key : pem.keys()) {
                List<X509Certificate> chain = chain(key, pem.certificates());
                keys.setKeyEntry("key-" + keys.size(), key, password(), chain.toArray(new Certificate[0]));
            }
            return keys;
        }

        /** The leaf of this key and its issuers. A root is left out: whoever trusts it has it. */
        private static List<X509Certificate> chain(PrivateKey key, List<X509Certificate> all)
                throws GeneralSecurityException {
            List<X509Certificate> chain = new ArrayList<>();
            Optional<X509Certificate> next = Optional.empty();
            for (X509Certificate each : all) {
                if (next.isEmpty() && belong(key, each.getPublicKey())) {
                    next = Optional.of(each);
                }
            }
            if (next.isEmpty()) {
                throw new KeyException("A private key has no certificate");
            }
            while (next.isPresent() && !chain.contains(next.get())) {
                X509Certificate last = next.get();
                chain.add(last);
                next = all.stream()
                        .filter(each -> each.getSubjectX500Principal().equals(last.getIssuerX500Principal()))
                        .filter(each -> signed(each, last))
                        .filter(each -> !each.getSubjectX500Principal().equals(each.getIssuerX500Principal()))
                        .findFirst();
            }
            return chain;
        }

        private static boolean signed(X509Certificate issuer, X509Certificate subject) {
            try {
                subject.verify(issuer.getPublicKey());
                return true;
            } catch (GeneralSecurityException e) {
                return false; // another authority of the same name, such as one before its renewal
            }
        }

        private static boolean belong(PrivateKey key, PublicKey candidate) throws GeneralSecurityException {
            if (!key.getAlgorithm().equals(candidate.getAlgorithm())) {
                return false;
            }
            Signature signature =
                    Signature.getInstance(key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
            byte[] sample = new byte[32];
            signature.initSign(key);
            signature.update(sample);
            byte[] signed = signature.sign();
            signature.initVerify(candidate);
            signature.update(sample);
            return signature.verify(signed);
        }
    }
}
