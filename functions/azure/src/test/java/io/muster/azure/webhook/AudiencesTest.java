package io.muster.azure.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("seams 7: webhooks get an audience of their own")
class AudiencesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "https://iothubs.azure.net",
                "https://iothubs.azure.net/.default",
                "HTTPS://IOTHUBS.AZURE.NET/",
                "iothubs.azure.net",
                "https://iothubs.azure.net.",
                "https://iothubs.azure.net:443/x",
                "https://my-hub.azure-devices.net",
                "https://storage.azure.com",
                "https://account.table.core.windows.net",
                "https://vault.azure.net",
                "https://vault.azure.cn",
                "https://servicebus.azure.net",
                "sb://namespace.servicebus.windows.net",
                "https://management.azure.com",
                "https://management.core.windows.net//.default",
                "https://graph.microsoft.com",
                "https://azure-devices-provisioning.net",
                "797f4846-ba00-4fd7-ba43-dac1f8f63013",
                "api://797F4846-BA00-4FD7-BA43-DAC1F8F63013",
                "cfa8b339-82a2-471a-a3c9-0fc0be7a4093/.default",
                "https://[x"
            })
    @DisplayName("never that of hub, storage, vault, Service Bus, ARM or another service of Azure's")
    void refused(String audience) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> Audiences.of(Map.of("hook.example", audience)));

        assertTrue(String.valueOf(refusal.getMessage()).contains("audience"), refusal.getMessage());
    }

    @Test
    void anApplicationsOwnIsTakenForItsHostAlone() {
        Audiences audiences = Audiences.of(Map.of(
                "Hook.Example", "api://11111111-2222-3333-4444-555555555555",
                "chooser.azurewebsites.net", "https://contoso.example/chooser"));

        assertEquals(Optional.of("api://11111111-2222-3333-4444-555555555555"), audiences.of("hook.example"));
        assertEquals(Optional.of("https://contoso.example/chooser"), audiences.of("chooser.azurewebsites.net"));
        assertEquals(Optional.empty(), audiences.of("other.azurewebsites.net"));
    }
}
