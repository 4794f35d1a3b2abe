package io.muster.azure.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** A block of addresses: those that share the first bits of one. */
final class Block {
    /** Digits only, so that no name is ever looked up. */
    private static final Pattern FORM =
            Pattern.compile("([0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-f:]*:[0-9a-f:]*)/[0-9]{1,3}");

    private final byte[] network;
    private final int bits;

    private Block(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    static Block parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("is not of the form address/bits");
        }
        int slash = text.indexOf('/');
        try {
            byte[] network = InetAddress.getByName(text.substring(0, slash)).getAddress();
            int bits = Integer.parseInt(text.substring(slash + 1));
            if (bits > network.length * 8) {
                throw new IllegalArgumentException("has more bits than an address");
            }
            return new Block(network, bits);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("holds no address", e);
        }
    }

    boolean holds(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((address[bit / 8] & mask) != (network[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
