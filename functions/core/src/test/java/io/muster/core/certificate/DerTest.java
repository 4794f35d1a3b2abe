package io.muster.core.certificate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DerTest {
    @Test
    void elements_are_read_one_after_the_other() {
        Der all = der("3006 0201 05 0401 07 0500");

        Der inside = all.enter(Der.SEQUENCE);

        assertArrayEquals(new byte[] {5}, inside.enter(Der.INTEGER).rest());
        assertEquals(Der.OCTET_STRING, inside.tag());
        assertArrayEquals(new byte[] {7}, inside.enterAny().rest());
        assertFalse(inside.more());
        assertEquals(0, inside.tag());
        assertTrue(all.more());
        assertFalse(all.skip(1).more());
    }

    @Test
    void long_lengths_have_up_to_three_octets() {
        byte[] content = new byte[65536];
        Arrays.fill(content, (byte) 9);

        assertArrayEquals(
                Arrays.copyOf(content, 128),
                der("048180", content, 128).enter(4).rest());
        assertArrayEquals(
                Arrays.copyOf(content, 258),
                der("04820102", content, 258).enter(4).rest());
        assertArrayEquals(content, der("0483010000", content, 65536).enter(4).rest());
    }

    @ParameterizedTest
    @ValueSource(strings = {"04", "0401", "0480", "048400000001 00", "0481", "0482 01", "04840000", "0502 00"})
    void broken_ones_are_refused(String hex) {
        assertThrows(IllegalArgumentException.class, () -> der(hex).enterAny());
    }

    @Test
    void another_tag_and_the_end_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> der("0500").enter(Der.SEQUENCE));
        assertThrows(IllegalArgumentException.class, () -> der("").enterAny());
        assertThrows(IllegalArgumentException.class, () -> der("0500").skip(2));
    }

    @Test
    void an_element_does_not_reach_beyond_what_holds_it() {
        Der inside = der("3003 0402 0707").enter(Der.SEQUENCE);

        assertThrows(IllegalArgumentException.class, inside::enterAny);
    }

    @Test
    void bits_have_to_be_whole_octets() {
        assertArrayEquals(new byte[] {7}, der("0007").wholeOctets().rest());
        assertThrows(IllegalArgumentException.class, () -> der("0107").wholeOctets());
        assertThrows(IllegalArgumentException.class, () -> der("").wholeOctets());
    }

    private static Der der(String hex) {
        return new Der(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private static Der der(String head, byte[] content, int length) {
        byte[] prefix = HexFormat.of().parseHex(head);
        byte[] all = Arrays.copyOf(prefix, prefix.length + length);
        System.arraycopy(content, 0, all, prefix.length, length);
        return new Der(all);
    }
}
