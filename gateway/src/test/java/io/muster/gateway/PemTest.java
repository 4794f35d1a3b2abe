package io.muster.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.gateway.CertificateForge.Credential;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Certificates in files of the form PEM")
class PemTest {
    @TempDir
    Path directory;

    @Test
    void the_chain_is_put_in_order_and_the_root_left_out() throws Exception {
        Credential server = CertificateForge.chainOf(4, "server");
        StringBuilder rootFirst = new StringBuilder();
        for (int i = 3; i >= 0; i--) {
            rootFirst.append(CertificateForge.block("CERTIFICATE", server.der().get(i)));
        }
        rootFirst.append(CertificateForge.block("PRIVATE KEY", server.key().getEncoded()));

        KeyStore keys = load(file("one.pem", rootFirst.toString()));

        assertEquals(1, keys.size());
        assertArrayEquals(
                server.chain().subList(0, 3).toArray(),
                keys.getCertificateChain(keys.aliases().nextElement()));
    }

    @Test
    void key_and_certificates_may_lie_in_files_of_their_own_and_strangers_among_them() throws Exception {
        Credential server = CertificateForge.chainOf(2, "server");
        Credential other = CertificateForge.chainOf(2, "other");
        Path certificates = file(
                "tls.crt",
                CertificateForge.block("CERTIFICATE", other.der().get(0))
                        + CertificateForge.block("CERTIFICATE", server.der().get(0)));
        Path key = file(
                "tls.key", CertificateForge.block("PRIVATE KEY", server.key().getEncoded()));

        KeyStore keys = load(certificates, key);

        assertEquals(server.chain().get(0), keys.getCertificate(keys.aliases().nextElement()));
    }

    @Test
    void of_two_authorities_of_one_name_the_one_that_signed_is_in_the_chain() throws Exception {
        Credential server = CertificateForge.chainOf(3, "server");
        Credential before = CertificateForge.chainOf(3, "server");
        String text = CertificateForge.block("CERTIFICATE", before.der().get(1)) + CertificateForge.pem(server);

        KeyStore keys = load(file("one.pem", text));

        assertEquals(
                server.chain().get(1), keys.getCertificateChain(keys.aliases().nextElement())[1]);
    }

    @Test
    void two_keys_make_two_identities() throws Exception {
        Credential one = CertificateForge.chainOf(2, "one");
        Credential two = CertificateForge.chainOf(2, "two");

        KeyStore keys = load(file("one", CertificateForge.pem(one)), file("two", CertificateForge.pem(two)));

        assertEquals(2, keys.size());
    }

    @Test
    void a_key_without_its_certificate_a_certificate_without_a_key_and_other_forms_are_faults() throws Exception {
        Credential server = CertificateForge.chainOf(2, "server");
        Credential other = CertificateForge.chainOf(2, "other");
        String key = CertificateForge.block("PRIVATE KEY", server.key().getEncoded());
        KeyPairGenerator ed = KeyPairGenerator.getInstance("Ed25519");
        for (String faulty : List.of(
                key,
                key + CertificateForge.block("CERTIFICATE", other.der().get(0)),
                CertificateForge.block("CERTIFICATE", server.der().get(0)),
                CertificateForge.block("EC PRIVATE KEY", server.key().getEncoded()),
                CertificateForge.block("ENCRYPTED PRIVATE KEY", server.key().getEncoded()),
                CertificateForge.block(
                        "PRIVATE KEY", ed.generateKeyPair().getPrivate().getEncoded()),
                CertificateForge.block("CERTIFICATE", new byte[] {1, 2, 3}),
                "")) {
            GeneralSecurityException fault =
                    assertThrows(GeneralSecurityException.class, () -> load(file("faulty", faulty)));
            assertFalse(String.valueOf(fault.getMessage()).contains("BEGIN"));
        }
    }

    @Test
    void whatever_is_in_a_file_it_is_taken_or_a_fault() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[] good =
                CertificateForge.pem(CertificateForge.chainOf(2, "server")).getBytes(StandardCharsets.US_ASCII);
        int taken = 0;
        int faults = 0;
        for (int i = 0; i < 300; i++) {
            byte[] text = good.clone();
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                text[random.nextInt(text.length)] = (byte) random.nextInt(256);
            }
            Path file = directory.resolve("fuzz");
            Files.write(file, text);
            try {
                load(file);
                taken++;
            } catch (GeneralSecurityException e) {
                faults++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + i, e);
            }
        }
        assertTrue(taken > 0 && faults > 0, "seed " + seed);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static KeyStore load(Path... files) throws IOException, GeneralSecurityException {
        return new CertificateFiles.PemFiles(List.of(files)).load();
    }
}
