package io.muster.azure.iothub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.identity.Secret;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HubConnectionStringTest {
    private static final String KEY = "cGxhbnRlZC1zZWNyZXQ=";

    @Test
    @DisplayName("fields may come in any order, with a last semicolon; the key ends in its own padding")
    void anyOrder() {
        HubConnectionString hub = HubConnectionString.parse(
                "SharedAccessKey=" + KEY + ";HostName=Hub-1.azure-devices.net;SharedAccessKeyName=service;");

        assertEquals("hub-1.azure-devices.net", hub.host().name());
        assertEquals("service", hub.access().policyName());
        assertEquals(Secret.fromBase64(KEY), hub.access().key());
        assertFalse(hub.toString().contains(KEY));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | lacks HostName",
                "HostName=h;SharedAccessKey=cGxhbnRlZA== | lacks SharedAccessKeyName",
                "HostName=h;SharedAccessKeyName=p | lacks SharedAccessKey",
                "HostName=h;SharedAccessKeyName=p;SharedAccessKey= | lacks SharedAccessKey",
                "HostName=h;SharedAccessKeyName=p;SharedAccessKey=planted! | SharedAccessKey is not Base64",
                "HostName=h:443;SharedAccessKeyName=p;SharedAccessKey=cGxhbnRlZA== | DNS name without a port",
                "HostName=h;HostName=i;SharedAccessKey=cGxhbnRlZA== | twice",
                "HostName=h;DeviceId=d;SharedAccessKey=cGxhbnRlZA== | device's connection string",
                "HostName=h;Planted=1 | a field other than",
                "planted | name=value",
            })
    @DisplayName("what is wrong is named, and no value is echoed")
    void refused(String text, String named) {
        String message =
                String.valueOf(assertThrows(IllegalArgumentException.class, () -> HubConnectionString.parse(text))
                        .getMessage());

        assertTrue(message.contains(named), message);
        assertFalse(message.contains("planted") || message.contains("cGxhbnRlZA"), message);
    }
}
