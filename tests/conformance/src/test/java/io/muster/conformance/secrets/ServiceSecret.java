package io.muster.conformance.secrets;

import io.muster.azure.keyvault.FixedToken;
import io.muster.azure.keyvault.KeyVaultKeyWrapper;
import io.muster.azure.tables.Seeds;
import io.muster.azure.tables.TableStorage;
import io.muster.azure.tables.TableStores;
import io.muster.conformance.stack.LocalStack;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Properties;

/** What the service derives the keys of TPM devices from, opened with the local service's own access to its vault. */
final class ServiceSecret {
    private ServiceSecret() {}

    /** In Base64; {@code data} is where the local service keeps its state. */
    static String of(LocalStack stack, Path data) throws IOException {
        Properties kept = new Properties();
        try (InputStream file = Files.newInputStream(data.resolve("secrets.properties"))) {
            kept.load(file);
        }
        Secret token = Secret.of(kept.getProperty("vaultToken", "").getBytes(StandardCharsets.UTF_8));
        String key = "https://127.0.0.1:" + kept.getProperty("port.vault.port", "") + "/keys/muster";
        TableStores stores = new TableStores(
                TableStorage.withConnectionString(stack.tableConnectionString()),
                new IdScope(stack.idScope()),
                new KeyVaultKeyWrapper(key, () -> new FixedToken(token), true),
                Seeds.NONE,
                Clock.systemUTC(),
                new SecureRandom());
        return Base64.getEncoder().encodeToString(stores.serviceSecret().get().reveal());
    }
}
