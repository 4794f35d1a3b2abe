package io.muster.core.certificate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The common names in a distinguished name, read from its DER form: the JDK's text form decodes every string type as
 * UTF-8, which makes something else of a BMPString, and text would have to be unescaped again.
 */
final class CommonNames {
    private static final byte[] COMMON_NAME = {0x55, 0x04, 0x03};

    private CommonNames() {}

    /** In order, of every RDN, several attributes in one RDN included; throws IllegalArgumentException for broken DER. */
    static List<String> of(byte[] name) {
        List<String> found = new ArrayList<>();
        Der names = new Der(name).enter(Der.SEQUENCE);
        while (names.more()) {
            Der relative = names.enter(Der.SET);
            while (relative.more()) {
                Der attribute = relative.enter(Der.SEQUENCE);
                if (Arrays.equals(attribute.enter(Der.OID).rest(), COMMON_NAME)) {
                    found.add(text(attribute.tag(), attribute.enterAny().rest()));
                }
            }
        }
        return found;
    }

    /** Bytes that are no text of their type turn into U+FFFD, which no registration id holds (1.25). */
    private static String text(int tag, byte[] value) {
        return switch (tag) {
            case 0x0C -> new String(value, StandardCharsets.UTF_8);
            case 0x12, 0x13, 0x16, 0x1A -> new String(value, StandardCharsets.US_ASCII);
            case 0x1E -> new String(value, StandardCharsets.UTF_16BE);
            default -> "\uFFFD";
        };
    }
}
