package io.muster.core.identity;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.testkit.SeededRandom;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTypesTest {
    @Test
    @DisplayName("seams 7: a hub's host name is folded and never has a port")
    void hubHostIsADnsName() {
        assertEquals("hub-a.azure-devices.net", new HubHost("Hub-A.azure-devices.NET").name());
        assertEquals(new HubHost("HUB"), new HubHost("hub"));
        assertDoesNotThrow(() -> new HubHost("a".repeat(63) + "." + "b".repeat(63)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hub:443",
                "-hub",
                "hub-",
                "hub..net",
                "hub.",
                "hub_a",
                "https://hub",
                "h b",
                "\u212Aub",
                "hub/"
            })
    void otherHubHostsAreRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> new HubHost(text));
    }

    @Test
    void longHubHostsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new HubHost("a".repeat(64)));
        assertThrows(IllegalArgumentException.class, () -> new HubHost("a.".repeat(127) + "a"));
    }

    @Test
    @DisplayName("1.3: an id scope has letters and digits and is compared without case")
    void idScope() {
        assertTrue(new IdScope("0ne00ABCDEF").matches("0NE00abcdef"));
        assertFalse(new IdScope("0ne00ABCDEF").matches("0ne00ABCDE"));
        assertThrows(IllegalArgumentException.class, () -> new IdScope("0ne"));
        assertThrows(IllegalArgumentException.class, () -> new IdScope("0ne/00ABCDEF"));
        assertThrows(IllegalArgumentException.class, () -> new IdScope("a".repeat(33)));
    }

    @Test
    @DisplayName("1.27: a device id is of the hub's alphabet and keeps its case")
    void deviceId() {
        assertEquals("A-:.+%_#*?!(),=@;$'z", new DeviceId("A-:.+%_#*?!(),=@;$'z").text());
        assertNotEquals(new DeviceId("Unit"), new DeviceId("unit"));
        assertThrows(IllegalArgumentException.class, () -> new DeviceId(""));
        assertThrows(IllegalArgumentException.class, () -> new DeviceId("a/b"));
        assertThrows(IllegalArgumentException.class, () -> new DeviceId("a".repeat(129)));
    }

    @Test
    @DisplayName("1.7: an operation id is short, opaque and never twice the same")
    void operationId() {
        SeededRandom random = new SeededRandom(17);
        OperationId one = OperationId.random(random);
        assertTrue(one.text().matches("4\\.[0-9a-f]{16}"), one.text());
        assertNotEquals(one, OperationId.random(random));
        assertThrows(IllegalArgumentException.class, () -> new OperationId(""));
        assertThrows(IllegalArgumentException.class, () -> new OperationId("a".repeat(65)));
        assertEquals("what a client sent", new OperationId("what a client sent").text());
    }

    @Test
    @DisplayName("rest 3.1: an etag is bare text, fresh each time")
    void etag() {
        SeededRandom random = new SeededRandom(31);
        Etag one = Etag.random(random);
        assertTrue(one.text().matches("[A-Za-z0-9_-]{12}"), one.text());
        assertNotEquals(one, Etag.random(random));
    }

    @Test
    void secretsHaveNoTextFormAndAreCopiedInAndOut() {
        byte[] bytes = "sixteen byte key".getBytes(StandardCharsets.UTF_8);
        Secret secret = Secret.of(bytes);
        bytes[0] = 0;
        secret.reveal()[1] = 0;
        assertEquals("sixteen byte key", new String(secret.reveal(), StandardCharsets.UTF_8));
        assertEquals("Secret[16 bytes]", secret.toString());
        assertEquals("c2l4dGVlbiBieXRlIGtleQ==", secret.revealBase64());
        assertEquals(secret, Secret.fromBase64("c2l4dGVlbiBieXRlIGtleQ=="));
        assertEquals(
                secret.hashCode(), Secret.fromBase64("c2l4dGVlbiBieXRlIGtleQ==").hashCode());
        assertNotEquals(secret, Secret.of(bytes));
        assertNotEquals((Object) "c2l4dGVlbiBieXRlIGtleQ==", secret);
    }

    @Test
    void badBase64IsRefusedWithoutEcho() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Secret.fromBase64("hunter2!"));
        assertEquals("not valid Base64", refused.getMessage());
    }

    @Test
    void fuzzedHostsAndDeviceIdsAreValuesOrIllegalArguments() {
        long seed = 7;
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(20); n > 0; n--) {
                text.append((char) (random.nextInt(10) == 0 ? random.nextInt(0x10000) : ' ' + random.nextInt(95)));
            }
            String candidate = text.toString();
            try {
                String host = new HubHost(candidate).name();
                assertTrue(host.matches("[a-z0-9.-]+"), () -> "seed " + seed + ": " + host);
            } catch (IllegalArgumentException refused) {
                assertFalse(candidate.matches("[a-z0-9]+"), () -> "seed " + seed + ": " + candidate);
            }
            try {
                assertEquals(candidate, new DeviceId(candidate).text());
            } catch (IllegalArgumentException refused) {
                assertFalse(candidate.matches("[A-Za-z0-9]+"), () -> "seed " + seed + ": " + candidate);
            }
        }
    }
}
