package io.muster.core.access;

import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of IPv4 addresses.
 *
 * @param first its first address, as a number
 * @param bits how many leading bits all of its addresses share, 0 to 32
 */
record Ipv4Block(int first, int bits) {
    /** No leading zeros: some programs read them as octal. */
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";

    private static final Pattern FORM =
            Pattern.compile(BYTE + "\\." + BYTE + "\\." + BYTE + "\\." + BYTE + "(?:/(3[0-2]|[12][0-9]|[0-9]))?");
    private static final int WIDTH = 32;

    Ipv4Block {
        first &= mask(bits);
    }

    /** {@code 192.0.2.0/24}, or one address alone; bits behind the prefix do not count. */
    static Ipv4Block parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("must be IPv4 addresses in CIDR form, such as 192.0.2.0/24");
        }
        int address = 0;
        for (int i = 1; i <= 4; i++) {
            address = address << 8 | Integer.parseInt(parts.group(i));
        }
        return new Ipv4Block(address, parts.group(5) == null ? WIDTH : Integer.parseInt(parts.group(5)));
    }

    /** Whether this is {@code 0.0.0.0/0}, which stands for every caller, whatever its address is. */
    boolean isEverything() {
        return bits == 0;
    }

    boolean holds(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (isEverything()) {
            return true;
        }
        if (bytes.length != 4) {
            return false;
        }
        int number = 0;
        for (byte each : bytes) {
            number = number << 8 | Byte.toUnsignedInt(each);
        }
        return (number & mask(bits)) == first;
    }

    private static int mask(int bits) {
        // Java shifts by the count modulo 32.
        return bits == 0 ? 0 : -1 << (WIDTH - bits);
    }
}
