package io.muster.azure.tables;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.data.tables.models.TableEntity;
import io.muster.core.attestation.SymmetricKeys;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.RegistrationId;
import io.muster.core.identity.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SecretsAtRestTest {
    private final IdScope scope = Instance.freshScope();

    @Test
    @DisplayName("Issue 2.7: no row holds a planted secret, in the clear or in a common encoding")
    void sealed() {
        List<Secret> planted = plant();

        String rows = allRows().toLowerCase(Locale.ROOT);

        assertTrue(rows.contains("v1."), "nothing sealed was found, so nothing was looked at");
        for (Secret secret : planted) {
            for (String form : forms(secret)) {
                assertFalse(rows.contains(form.toLowerCase(Locale.ROOT)), "a secret lies in the clear");
            }
        }
    }

    private List<Secret> plant() {
        List<Secret> secrets = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            // Printable, so that a secret stored as text would show as well.
            secrets.add(Secret.of(("planted-secret-number-" + i + "-0123456789").getBytes(StandardCharsets.UTF_8)));
        }
        Instance instance = new Instance(
                scope,
                new Seeds(
                        List.of(Samples.hub("a.azure-devices.net", secrets.get(0))),
                        List.of(Samples.policy("owner", secrets.get(1)))));
        instance.stores.hubs().all();
        SymmetricKeys keys = new SymmetricKeys(secrets.get(2), secrets.get(3));
        instance.stores
                .individuals()
                .create(Samples.individual(new RegistrationId("a"), keys, Samples.fullTerms("{}")));
        instance.stores.groupStore().create(Samples.group("g", new SymmetricKeys(secrets.get(4), secrets.get(5))));
        secrets.add(Secret.of("planted-webhook-key-0123456789".getBytes(StandardCharsets.UTF_8)));
        secrets.add(new TableDataKeys(
                        TableStorage.withConnectionString(AzuriteProcess.connectionString())
                                .table(Keys.SERVICE),
                        new Keys(scope),
                        instance.vault,
                        Duration.ofDays(1),
                        instance.clock,
                        Instance.RANDOM)
                .current()
                .key());
        return secrets;
    }

    private String allRows() {
        String prefix = scope.text().toLowerCase(Locale.ROOT);
        return List.of(Keys.DEVICES, Keys.SERVICE).stream()
                .flatMap(table -> Instance.raw(table).listEntities().stream())
                .filter(entity -> entity.getPartitionKey().startsWith(prefix))
                .map(TableEntity::getProperties)
                .map(Object::toString)
                .collect(Collectors.joining("\n"));
    }

    private static List<String> forms(Secret secret) {
        byte[] bytes = secret.reveal();
        List<String> forms = new ArrayList<>(List.of(
                new String(bytes, StandardCharsets.ISO_8859_1), HexFormat.of().formatHex(bytes)));
        // Base64 of a longer text that holds the secret differs with its offset; the middle is alike for each of three.
        for (int offset = 0; offset < 3; offset++) {
            byte[] shifted = new byte[bytes.length + offset];
            System.arraycopy(bytes, 0, shifted, offset, bytes.length);
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            forms.add(base64.substring(4, base64.length() - 2));
            forms.add(base64.substring(4, base64.length() - 2).replace('+', '-').replace('/', '_'));
        }
        return forms;
    }
}
