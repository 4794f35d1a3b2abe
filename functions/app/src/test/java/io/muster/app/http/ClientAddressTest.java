package io.muster.app.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.testkit.Effort;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Seams 2: the client's address as the gateway tells it")
class ClientAddressTest {
    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, 8.8.8.8",
        "255.255.255.255, 255.255.255.255",
        "2003::1, 2003:0:0:0:0:0:0:1",
        "::, 0:0:0:0:0:0:0:0",
        "fe80::1%eth0, fe80:0:0:0:0:0:0:1",
        "::ffff:133.1.1.1, 133.1.1.1",
        "::FFFF:8501:101, 133.1.1.1"
    })
    void addresses(String text, String expected) {
        assertEquals(Optional.of(expected), ClientAddress.parse(text).map(InetAddress::getHostAddress));
    }

    @ParameterizedTest
    @DisplayName("Anything else is no address, names above all: none is looked up")
    @ValueSource(
            strings = {
                "",
                "localhost",
                "example.com",
                "unknown",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "01.2.3.4",
                "0x7f.0.0.1",
                "1.2.3.4:80",
                "[::1]",
                "[::1]:80",
                ":",
                ":::",
                "1::2::3",
                "12345::",
                "g::1",
                "%eth0",
                "1.2.3.4,5.6.7.8",
                "cafe"
            })
    void none(String text) {
        assertEquals(Optional.empty(), ClientAddress.parse(text));
    }

    @Test
    @DisplayName("No text does harm, and what is taken is an address that reads back")
    void fuzz() {
        long seed = 20_261_123;
        Random random = new Random(seed);
        String letters = "0123456789abcdef::::....%[],gX ";
        int taken = 0;
        for (int i = 0; i < Effort.inputs(100_000); i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(20); length > 0; length--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            Optional<InetAddress> found = ClientAddress.parse(text.toString());
            found.ifPresent(address -> assertEquals(
                    found, ClientAddress.parse(address.getHostAddress()), () -> "seed " + seed + ": " + text));
            taken += found.isPresent() ? 1 : 0;
        }
        assertTrue(taken > 50, "seed " + seed + ": " + taken);
    }
}
