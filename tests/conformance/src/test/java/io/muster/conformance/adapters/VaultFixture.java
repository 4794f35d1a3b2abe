package io.muster.conformance.adapters;

import io.muster.azure.keyvault.FixedToken;
import io.muster.azure.keyvault.KeyVaultKeyWrapper;
import io.muster.core.identity.Secret;
import io.muster.local.certificates.KeyStoreFile;
import io.muster.local.certificates.LocalAuthority;
import io.muster.local.vault.BearerToken;
import io.muster.local.vault.LoopbackVault;
import io.muster.local.vault.VaultSettings;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The vault double with one key, trusted by this JVM while the fixture is open. */
final class VaultFixture implements AutoCloseable {
    private static final String TOKEN = "planted-token";
    // The client logs each failure that the tests provoke.
    private static final Logger CLIENT_LOG = Logger.getLogger("com.azure");

    private final LoopbackVault vault;
    private final SSLContext trustBefore;

    VaultFixture(Path directory) throws Exception {
        CLIENT_LOG.setLevel(Level.OFF);
        LocalAuthority authority = LocalAuthority.open(directory, Clock.systemUTC());
        KeyStoreFile keys = authority.issueServer("vault", List.of("localhost"), List.of("127.0.0.1"));
        vault = LoopbackVault.start(
                new VaultSettings(0, 0, tls(keys), new BearerToken(TOKEN), List.of("wrapping"), Optional.empty()),
                Clock.systemUTC());
        trustBefore = SSLContext.getDefault();
        SSLContext.setDefault(authority.clientContext());
    }

    private static SSLContext tls(KeyStoreFile keys) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys.path())) {
            store.load(in, keys.password().toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, keys.password().toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    String keyUrl() {
        return "https://127.0.0.1:" + vault.port() + "/keys/wrapping";
    }

    KeyVaultKeyWrapper wrapper() {
        return wrapper(TOKEN);
    }

    KeyVaultKeyWrapper wrapper(String token) {
        Secret secret = Secret.of(token.getBytes(StandardCharsets.UTF_8));
        return new KeyVaultKeyWrapper(keyUrl(), () -> new FixedToken(secret), true);
    }

    void admin(String verb) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + vault.adminPort() + verb))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        int status = HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
        if (status != 200) {
            throw new AssertionError(verb + " answered " + status);
        }
    }

    @Override
    public void close() {
        SSLContext.setDefault(trustBefore);
        vault.close();
    }
}
