package io.muster.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.app.settings.Settings;
import io.muster.core.access.AccessRight;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The app starts with only the settings that Bicep sets")
class StartTest {
    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    /** What the expressions of main.bicep come to in a deployment; literal values are taken from the template. */
    private static final Map<String, String> DEPLOYED = Map.ofEntries(
            Map.entry("AZURE_CLIENT_ID", "8b7c3f2e-5f0d-4a8e-9d61-6c6a5a3f8d11"),
            Map.entry("MUSTER_ID_SCOPE", "0neabcd1234"),
            Map.entry("MUSTER_SERVICE_HOSTS", "func-muster-abcd1234.azurewebsites.net,dps.example.org"),
            Map.entry("MUSTER_TABLES", "https://stmdataabcd1234.table.core.windows.net"),
            Map.entry("MUSTER_QUEUE", "assignments"),
            Map.entry("MUSTER_BACKUPS", "https://stmdataabcd1234.blob.core.windows.net/backups"),
            Map.entry("MUSTER_KEY", "https://kv-muster-abcd1234.vault.azure.net/keys/muster"),
            Map.entry("MUSTER_EDGE_KEYS", "e1:" + KEY),
            Map.entry("MUSTER_WEBHOOK_KEYS", "w1:" + KEY),
            Map.entry(
                    "MUSTER_HUBS",
                    "[{\"hostName\":\"hub-1.azure-devices.net\",\"location\":\"westeurope\",\"allocationWeight\":1}]"),
            Map.entry("MUSTER_ENTRA", "{\"tenantId\":\"8b7c3f2e-5f0d-4a8e-9d61-6c6a5a3f8d11\"}"),
            Map.entry("AzureWebJobsStorage__accountName", "stmhostabcd1234"),
            Map.entry("AzureWebJobsStorage__clientId", "8b7c3f2e-5f0d-4a8e-9d61-6c6a5a3f8d11"),
            Map.entry("ServiceBusConnection__fullyQualifiedNamespace", "sb-muster-abcd1234.servicebus.windows.net"),
            Map.entry("ServiceBusConnection__clientId", "8b7c3f2e-5f0d-4a8e-9d61-6c6a5a3f8d11"),
            Map.entry(
                    "APPLICATIONINSIGHTS_CONNECTION_STRING",
                    "InstrumentationKey=0;IngestionEndpoint=https://in.example/"),
            Map.entry("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "Authorization=AAD;ClientId=8b7c3f2e"));

    @ParameterizedTest
    @ValueSource(strings = {"none", "platform", "gateway"})
    void settings_of_a_deployment_are_accepted_in_azure(String frontEnd) {
        Settings settings = Settings.read(deployed(frontEnd));

        assertEquals(frontEnd.toUpperCase(Locale.ROOT), settings.frontEnd().name());
        assertFalse(settings.local());
        assertEquals(1, settings.hubs().size());
        assertEquals(1, settings.policies().size());
    }

    @Test
    void the_first_policy_holds_every_right() {
        Settings settings = Settings.read(deployed("none"));

        assertEquals(
                EnumSet.complementOf(EnumSet.of(AccessRight.POLICY_KEYS)),
                settings.policies().get(0).rights());
    }

    @Test
    void a_reference_that_the_platform_could_not_resolve_is_a_fault_in_words() {
        Map<String, String> environment = deployed("none");
        environment.put(
                "MUSTER_POLICIES", "@Microsoft.KeyVault(SecretUri=https://kv.vault.azure.net/secrets/muster-policies)");

        String told = Objects.toString(assertThrows(IllegalArgumentException.class, () -> Settings.read(environment))
                .getMessage());

        assertTrue(told.contains("MUSTER_POLICIES is wrong"), told);
    }

    @Test
    void optional_settings_are_empty_and_not_left_out() {
        Map<String, String> environment = deployed("none");
        environment.put("MUSTER_EDGE_KEYS", "");
        environment.put("MUSTER_WEBHOOK_KEYS", "");
        environment.put("MUSTER_ENTRA", "");
        environment.put("MUSTER_HUBS", "[]");

        Settings settings = Settings.read(environment);

        assertTrue(settings.edgeKeys().isEmpty()
                && settings.entra().isEmpty()
                && settings.hubs().isEmpty());
    }

    private static Map<String, String> deployed(String frontEnd) {
        Map<String, String> environment = new HashMap<>(Map.of(CodeSettings.SET_BY_PLATFORM, "func-muster-abcd1234"));
        BicepSettings.always()
                .forEach((name, value) -> environment.put(name, value.literal().orElseGet(() -> known(name))));
        environment.put("MUSTER_POLICIES", policies());
        environment.put("MUSTER_FRONT_END", frontEnd);
        return environment;
    }

    private static String known(String name) {
        if (name.equals("MUSTER_POLICIES") || name.equals("MUSTER_FRONT_END")) {
            return "";
        }
        String value = DEPLOYED.get(name);
        return Objects.requireNonNull(
                value, "give " + name + ", an expression in main.bicep, a value in StartTest.DEPLOYED");
    }

    /** As main.bicep makes it, with the rights that it lists. */
    private static String policies() {
        Node rights = Objects.requireNonNull(
                BicepSettings.template("main.bicep").variables().get("rights"));
        String listed = rights.children().stream()
                .map(each -> '"' + each.literal().orElseThrow() + '"')
                .collect(Collectors.joining(","));
        return "[{\"keyName\":\"provisioningserviceowner\",\"primaryKey\":\"" + KEY + "\",\"secondaryKey\":\"" + KEY
                + "\",\"rights\":[" + listed + "]}]";
    }
}
