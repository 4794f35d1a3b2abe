package io.muster.local.certificates;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

/** PKCS12 stores in memory and on disk. */
final class PkcsFiles {

    private PkcsFiles() {}

    static KeyStore empty() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new GeneralSecurityException("An empty key store could not be made", e);
        }
    }

    static KeyStoreFile write(Path directory, String name, KeyStore store, String password)
            throws IOException, GeneralSecurityException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(bytes, password.toCharArray());
        OwnerOnly.write(directory, name, bytes.toByteArray());
        return new KeyStoreFile(directory.resolve(name), password);
    }
}
