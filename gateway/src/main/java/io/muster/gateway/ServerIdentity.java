package io.muster.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Collections;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509KeyManager;

/** Reads the server's key and certificate chain from a PKCS #12 file. */
final class ServerIdentity {
    private ServerIdentity() {}

    /** Throws IOException or GeneralSecurityException when the file does not hold a key this password opens. */
    static X509KeyManager read(Path keystore, char[] password) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keystore)) {
            keys.load(in, password);
        }
        boolean hasKey = false;
        for (String alias : Collections.list(keys.aliases())) {
            hasKey |= keys.isKeyEntry(alias);
        }
        if (!hasKey) {
            throw new GeneralSecurityException("No private key in it");
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, password);
        return Arrays.stream(factory.getKeyManagers())
                .filter(X509KeyManager.class::isInstance)
                .map(X509KeyManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("No X.509 key in it"));
    }
}
