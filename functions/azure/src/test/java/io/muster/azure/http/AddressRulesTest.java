package io.muster.azure.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("seams 7: which addresses hubs and webhooks may have")
class AddressRulesTest {
    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.127.255.254",
                "127.0.0.1",
                "127.255.255.254",
                "168.63.129.16",
                "169.254.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.7",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::7f00:1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::ffff:169.254.169.254",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::808:808",
                "100::1",
                "2001::1",
                "2001:10::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "2002:808:808::1",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    @DisplayName("private, loopback, link-local, metadata, translated, multicast and reserved ones are not called")
    void refused(String text) {
        assertFalse(AddressRules.PUBLIC.allow("hook.example", address(text)), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "168.63.129.17",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.1",
                "192.167.255.255",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "64:ff9b::808:808",
                "2001:200::1",
                "2603:1030::1",
                "2a01:111::1"
            })
    void publicOnesAre(String text) {
        assertTrue(AddressRules.PUBLIC.allow("hook.example", address(text)), text);
    }

    @Test
    @DisplayName("3.30: a private address is called when its block or its host is listed")
    void listed() {
        AddressRules rules = AddressRules.listing("10.1.0.0/16, hub.corp.example , fd12::/64,192.168.7.7/32");

        assertTrue(rules.allow("any.example", address("10.1.255.255")));
        assertTrue(rules.allow("any.example", address("fd12::1")));
        assertTrue(rules.allow("any.example", address("192.168.7.7")));
        assertTrue(rules.allow("HUB.corp.example", address("10.9.9.9")));
        assertFalse(rules.allow("any.example", address("10.2.0.0")));
        assertFalse(rules.allow("any.example", address("192.168.7.6")));
        assertFalse(rules.allow("other.corp.example", address("10.9.9.9")));
        assertFalse(rules.allow("any.example", address("127.0.0.1")));
        assertTrue(rules.withLoopback().allow("any.example", address("127.8.8.8")));
        assertTrue(rules.withLoopback().allow("any.example", address("::1")));
        assertTrue(rules.withLoopback().allow("any.example", address("10.1.0.1")));
        assertFalse(rules.withLoopback().allow("any.example", address("10.2.0.0")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a,",
                "10.0.0.0/33",
                "10.0.0/8",
                "10.0.0.1",
                "::/129",
                "256.0.0.0/8",
                "name/8",
                "a b",
                "https://hook.example",
                "10.0.0.0/8/8",
                "-a",
                "10.0.0.0/-1"
            })
    void whatIsNeitherIsRefusedAtStart(String text) {
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> AddressRules.listing(text))
                .getMessage());

        assertEquals(0, message.indexOf("entry "), message);
    }
}
