package io.muster.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.app.settings.Settings.Endpoint;
import io.muster.app.settings.Settings.FrontEnd;
import io.muster.core.access.AccessRight;
import io.muster.core.deprovision.DeprovisionPolicy;
import io.muster.core.hub.LinkedHub;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("seams 10: the settings are read as a whole")
class SettingsTest {
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    private static Map<String, String> least() {
        return new HashMap<>(Map.of(
                "MUSTER_ID_SCOPE", "0ne00123456",
                "MUSTER_SERVICE_HOSTS", "dps.example",
                "MUSTER_TABLES", "https://acct.table.core.windows.net",
                "ServiceBusConnection__fullyQualifiedNamespace", "ns.servicebus.windows.net",
                "MUSTER_QUEUE", "work",
                "MUSTER_KEY", "https://v.vault.azure.net/keys/k"));
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> environment = least();
        environment.put(name, value);
        return environment;
    }

    private static String refusal(Map<String, String> environment) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> Settings.read(environment))
                .getMessage());
    }

    @Test
    void what_is_left_out_has_its_default() {
        Settings settings = Settings.read(least());

        assertEquals(Set.of("dps.example"), settings.serviceHosts());
        assertEquals(new Endpoint.ByIdentity("https://acct.table.core.windows.net"), settings.tables());
        assertEquals(new Endpoint.ByIdentity("ns.servicebus.windows.net"), settings.serviceBus());
        assertEquals("work", settings.queue());
        assertEquals("https://v.vault.azure.net/keys/k", settings.key());
        assertEquals(FrontEnd.NONE, settings.frontEnd());
        assertEquals(Duration.ofMillis(1500), settings.assignBudget());
        assertEquals(List.of(), settings.hubs());
        assertEquals(List.of(), settings.policies());
        assertFalse(settings.local());
        assertEquals(Optional.empty(), settings.edgeKeys());
        assertEquals(Optional.empty(), settings.vaultToken());
    }

    @ParameterizedTest
    @CsvSource({"none, NONE", "disable, DISABLE", "delete, DELETE"})
    void what_becomes_of_hub_identities_is_read_and_nothing_unless_said(String text, DeprovisionPolicy expected) {
        assertEquals(DeprovisionPolicy.NONE, Settings.read(least()).deprovision());
        assertEquals(expected, Settings.read(with("MUSTER_DEPROVISION", text)).deprovision());
        assertTrue(refusal(with("MUSTER_DEPROVISION", "Delete")).contains("must be none, disable or delete"));
    }

    @Test
    void everything_given_is_read() {
        Map<String, String> environment = least();
        environment.remove("ServiceBusConnection__fullyQualifiedNamespace");
        environment.put("MUSTER_LOCAL", "true");
        environment.put("MUSTER_SERVICE_HOSTS", " Dps.Example, localhost ,");
        environment.put("MUSTER_TABLES", "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=" + KEY);
        environment.put("ServiceBusConnection", "Endpoint=sb://127.0.0.1;UseDevelopmentEmulator=true");
        environment.put("MUSTER_KEY", "https://127.0.0.1:9/keys/k");
        environment.put("MUSTER_EDGE_KEYS", "a:" + KEY);
        environment.put("MUSTER_FRONT_END", "gateway");
        environment.put(
                "MUSTER_HUBS",
                "[{\"connectionString\":\"HostName=Hub-A.example;SharedAccessKeyName=p;SharedAccessKey=" + KEY
                        + "\",\"allocationWeight\":3,\"endpoint\":\"https://127.0.0.2:8443\"},"
                        + "{\"hostName\":\"hub-b.example\",\"clientId\":\"c\",\"applyAllocationPolicy\":false}]");
        environment.put(
                "MUSTER_POLICIES",
                "[{\"keyName\":\"owner\",\"primaryKey\":\"" + KEY + "\",\"secondaryKey\":\"" + KEY
                        + "\",\"rights\":[\"EnrollmentRead\"]}]");
        environment.put("MUSTER_ASSIGN_BUDGET_MS", "0");
        environment.put("MUSTER_VAULT_TOKEN", "token");

        Settings settings = Settings.read(environment);

        assertTrue(settings.local());
        assertEquals(Set.of("dps.example", "localhost"), settings.serviceHosts());
        assertTrue(settings.tables() instanceof Endpoint.ByConnectionString);
        assertTrue(settings.serviceBus() instanceof Endpoint.ByConnectionString);
        assertEquals(FrontEnd.GATEWAY, settings.frontEnd());
        assertTrue(settings.edgeKeys().isPresent());
        assertEquals(Duration.ZERO, settings.assignBudget());
        assertEquals("token", new String(settings.vaultToken().orElseThrow().reveal(), StandardCharsets.UTF_8));
        LinkedHub first = settings.hubs().get(0);
        assertEquals("hub-a.example", first.host().name());
        assertEquals(3, first.weight());
        assertTrue(first.endpoint().isPresent());
        LinkedHub second = settings.hubs().get(1);
        assertEquals(new LinkedHub.ManagedIdentity(Optional.of("c")), second.authentication());
        assertFalse(second.applyAllocationPolicy());
        assertEquals(
                Set.of(AccessRight.ENROLLMENT_READ), settings.policies().get(0).rights());
    }

    @Test
    @DisplayName(
            "6.6: a tenant stands for its two issuers, its keys and DPS's audience; without the setting Entra is off")
    void entra_tenant() {
        String tenant = "AAAAAAAA-2222-3333-4444-555555555555";
        Settings.Entra entra = Settings.read(with("MUSTER_ENTRA", "{\"tenantId\":\"" + tenant + "\"}"))
                .entra()
                .orElseThrow();

        String id = tenant.toLowerCase(Locale.ROOT);
        assertEquals(
                Set.of("https://sts.windows.net/" + id + "/", "https://login.microsoftonline.com/" + id + "/v2.0"),
                entra.issuers());
        assertEquals(Set.of("https://azure-devices-provisioning.net"), entra.audiences());
        assertEquals(
                "https://login.microsoftonline.com/" + id + "/discovery/v2.0/keys",
                entra.keys().toString());
        assertTrue(Settings.read(least()).entra().isEmpty());
    }

    @Test
    void entra_of_another_directory() {
        String text = "{\"issuers\":[\"a\",\"b\"],\"audiences\":[\"api://x\"],\"jwks\":\"https://keys.example/k\"}";

        Settings.Entra entra = Settings.read(with("MUSTER_ENTRA", text)).entra().orElseThrow();

        assertEquals(
                new Settings.Entra(Set.of("a", "b"), Set.of("api://x"), URI.create("https://keys.example/k")), entra);
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "MUSTER_ID_SCOPE, sec-ret",
                "MUSTER_SERVICE_HOSTS, `,`",
                "MUSTER_TABLES, http://sec-ret.example",
                "MUSTER_TABLES, https://sec-ret example",
                "MUSTER_TABLES, sec-ret",
                "MUSTER_TABLES, https://127.0.0.1:1/sec-ret",
                "MUSTER_TABLES, https://localhost/sec-ret",
                "MUSTER_TABLES, https://[::1]/sec-ret",
                "MUSTER_TABLES, UseDevelopmentStorage=true",
                "MUSTER_TABLES, AccountName=a;AccountKey=sec-ret",
                "MUSTER_KEY, http://sec-ret/keys/k",
                "MUSTER_KEY, https://sec-ret/{k}",
                "MUSTER_EDGE_KEYS, a:sec-ret",
                "MUSTER_FRONT_END, sec-ret",
                "MUSTER_FRONT_END, gateway",
                "MUSTER_HUBS, {}",
                "MUSTER_HUBS, [\"sec-ret",
                "MUSTER_HUBS, [\"sec-ret\"]",
                "MUSTER_HUBS, [{\"hostName\":\"sec-ret:443\"}]",
                "MUSTER_HUBS, `[{\"hostName\":\"a\",\"allocationWeight\":0}]`",
                "MUSTER_HUBS, [{\"connectionString\":\"sec-ret\"}]",
                "MUSTER_HUBS, `[{\"hostName\":\"a\",\"endpoint\":\"https://sec-ret\"}]`",
                "MUSTER_HUBS, `[{\"hostName\":\"a\",\"endpoint\":\"https://sec-ret \"}]`",
                "MUSTER_POLICIES, `[{\"keyName\":\"k\",\"primaryKey\":\"sec-ret\"}]`",
                "MUSTER_POLICIES, `[{\"keyName\":\"k\",\"primaryKey\":\"AAAA\",\"secondaryKey\":\"AAAA\",\"rights\":[]}]`",
                "MUSTER_HUBS, `[{\"hostName\":\"a\",\"allocationWeight\":\"3\"}]`",
                "MUSTER_HUBS, `[{\"hostName\":\"a\",\"applyAllocationPolicy\":\"no\"}]`",
                "MUSTER_POLICIES, `[{\"keyName\":\"k\",\"primaryKey\":\"AAAA\",\"secondaryKey\":\"AAAA\",\"rights\":[\"sec-ret\"]}]`",
                "MUSTER_ENTRA, sec-ret",
                "MUSTER_ENTRA, [\"sec-ret\"]",
                "MUSTER_ENTRA, {}",
                "MUSTER_ENTRA, {\"tenantId\":\"sec-ret\"}",
                "MUSTER_ENTRA, {\"tenantId\":7}",
                "MUSTER_ENTRA, `{\"tenantId\":\"11111111-2222-3333-4444-555555555555\",\"audience\":\"sec-ret\"}`",
                "MUSTER_ENTRA, `{\"tenantId\":\"11111111-2222-3333-4444-555555555555\",\"jwks\":\"https://sec-ret\"}`",
                "MUSTER_ENTRA, `{\"tenantId\":\"11111111-2222-3333-4444-555555555555\",\"audiences\":[]}`",
                "MUSTER_ENTRA, `{\"tenantId\":\"11111111-2222-3333-4444-555555555555\",\"audiences\":\"sec-ret\"}`",
                "MUSTER_ENTRA, `{\"issuers\":[\"sec-ret\"]}`",
                "MUSTER_ENTRA, `{\"jwks\":\"https://sec-ret.example\"}`",
                "MUSTER_ENTRA, `{\"issuers\":[1],\"jwks\":\"https://sec-ret.example\"}`",
                "MUSTER_ENTRA, `{\"issuers\":[\" \"],\"jwks\":\"https://sec-ret.example\"}`",
                "MUSTER_ENTRA, `{\"issuers\":[\"i\"],\"jwks\":\"http://sec-ret.example\"}`",
                "MUSTER_ENTRA, `{\"issuers\":[\"i\"],\"jwks\":\"https://127.0.0.1/sec-ret\"}`",
                "MUSTER_ASSIGN_BUDGET_MS, sec-ret",
                "MUSTER_ASSIGN_BUDGET_MS, -1",
                "MUSTER_ASSIGN_BUDGET_MS, 60001",
                "MUSTER_LOCAL, sec-ret",
                "MUSTER_VAULT_TOKEN, sec-ret"
            })
    void each_fault_names_its_setting_and_never_the_value(String name, String value) {
        String message = refusal(with(name, value));

        assertEquals(2, message.lines().count(), message);
        assertTrue(message.contains(name.equals("MUSTER_FRONT_END") && value.equals("gateway") ? "EDGE_KEYS" : name));
        assertFalse(message.contains("sec-ret"), message);
    }

    @Test
    void all_faults_are_told_together() {
        String message = refusal(Map.of("MUSTER_LOCAL", "maybe", "MUSTER_ASSIGN_BUDGET_MS", "soon"));

        for (String name : List.of(
                "MUSTER_LOCAL is wrong",
                "MUSTER_ASSIGN_BUDGET_MS is wrong",
                "MUSTER_ID_SCOPE is missing",
                "MUSTER_SERVICE_HOSTS is missing",
                "MUSTER_TABLES is missing",
                "ServiceBusConnection is missing",
                "MUSTER_QUEUE is missing",
                "MUSTER_KEY is missing")) {
            assertTrue(message.contains(name), message);
        }
        assertEquals(9, message.lines().count(), message);
    }

    @Test
    void in_azure_local_mode_is_refused() {
        Map<String, String> environment = with("WEBSITE_SITE_NAME", "app");
        environment.put("MUSTER_LOCAL", "true");

        assertTrue(refusal(environment).contains("MUSTER_LOCAL must not be true in Azure"));
    }

    @Test
    void the_service_bus_emulator_is_for_local_mode_only() {
        Map<String, String> environment =
                with("ServiceBusConnection", "Endpoint=sb://h;SharedAccessKey=sec-ret;UseDevelopmentEmulator=true");
        environment.remove("ServiceBusConnection__fullyQualifiedNamespace");

        String message = refusal(environment);

        assertTrue(message.contains("ServiceBusConnection is wrong"), message);
        assertFalse(message.contains("sec-ret"), message);
    }
}
