package io.muster.app.http;

import java.net.Inet4Address;
import java.net.InetAddress;

/** A client's address as records keep it (8.3): of IPv4 all but the last byte, of IPv6 the site's part. */
public final class MaskedAddress {
    private static final String MASK = "XXX";

    private MaskedAddress() {}

    public static String of(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return (bytes[0] & 0xff) + "." + (bytes[1] & 0xff) + "." + (bytes[2] & 0xff) + "." + MASK;
        }
        return Integer.toHexString(group(bytes, 0)) + ":" + Integer.toHexString(group(bytes, 2)) + ":"
                + Integer.toHexString(group(bytes, 4)) + "::" + MASK;
    }

    private static int group(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
    }
}
