package io.muster.gateway;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The certificates and unencrypted PKCS #8 private keys in files of the form PEM, in the order they come. */
record Pem(List<X509Certificate> certificates, List<PrivateKey> keys) {
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC");

    Pem {
        certificates = List.copyOf(certificates);
        keys = List.copyOf(keys);
    }

    /** Throws GeneralSecurityException when a block is none of these; its message quotes nothing of the file. */
    static Pem read(List<Path> files) throws IOException, GeneralSecurityException {
        List<X509Certificate> certificates = new ArrayList<>();
        List<PrivateKey> keys = new ArrayList<>();
        for (Path file : files) {
            Matcher blocks = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            while (blocks.find()) {
                byte[] der = decoded(blocks.group(2));
                switch (blocks.group(1)) {
                    case "CERTIFICATE" -> certificates.add(certificate(der));
                    case "PRIVATE KEY" -> keys.add(key(der));
                    case "EC PARAMETERS" -> {
                        // openssl writes them before a key; the key repeats them
                    }
                    default ->
                        throw new KeyException(
                                "Only CERTIFICATE and PRIVATE KEY (PKCS #8, unencrypted) are read; openssl pkcs8 -topk8 -nocrypt"
                                        + " converts a key");
                }
            }
        }
        return new Pem(certificates, keys);
    }

    private static byte[] decoded(String text) throws GeneralSecurityException {
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("A block is no Base64", e);
        }
    }

    private static X509Certificate certificate(byte[] der) throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    private static PrivateKey key(byte[] der) throws GeneralSecurityException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (InvalidKeySpecException e) {
                // of the other algorithm, or of none
            }
        }
        throw new KeyException("A private key is neither RSA nor EC");
    }
}
