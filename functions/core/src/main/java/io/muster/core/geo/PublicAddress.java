package io.muster.core.geo;

import java.net.Inet4Address;
import java.net.InetAddress;

/** Addresses that belong to somebody somewhere, unlike private, shared (carrier NAT), test and documentation ones. */
final class PublicAddress {
    private PublicAddress() {}

    static boolean test(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? four(bytes) : six(bytes);
    }

    private static boolean four(byte[] bytes) {
        return !(in(bytes, 8, 0)
                || in(bytes, 10, 100, 64)
                || in(bytes, 24, 192, 0, 0)
                || in(bytes, 24, 192, 0, 2)
                || in(bytes, 15, 198, 18)
                || in(bytes, 24, 198, 51, 100)
                || in(bytes, 24, 203, 0, 113)
                || in(bytes, 4, 240));
    }

    /** Only what is given out at all, 2000::/3, without Teredo and its like, documentation and 6to4. */
    private static boolean six(byte[] bytes) {
        return in(bytes, 3, 0x20)
                && !(in(bytes, 23, 0x20, 0x01, 0)
                        || in(bytes, 32, 0x20, 0x01, 0x0d, 0xb8)
                        || in(bytes, 16, 0x20, 0x02)
                        || in(bytes, 20, 0x3f, 0xff));
    }

    /** Whether the first bits are those of a block, whose bytes past the given ones are zero. */
    private static boolean in(byte[] address, int bits, int... block) {
        for (int bit = 0; bit < bits; bit++) {
            int wanted = bit / 8 < block.length ? block[bit / 8] : 0;
            int mask = 0x80 >> (bit % 8);
            if ((address[bit / 8] & mask) != (wanted & mask)) {
                return false;
            }
        }
        return true;
    }
}
