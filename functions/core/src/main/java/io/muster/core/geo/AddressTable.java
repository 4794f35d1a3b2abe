package io.muster.core.geo;

import java.io.IOException;
import java.io.InputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * The country that each public address was given out in. Neighbours of one country are one run; of an IPv6 address the upper
 * half alone tells it.
 */
public final class AddressTable {
    private final List<String> countries;
    private final Runs four;
    private final Runs six;

    AddressTable(List<String> countries, Runs four, Runs six) {
        this.countries = List.copyOf(countries);
        this.four = four;
        this.six = six;
    }

    /** @throws IOException also when it is not such a table, whole and unaltered; the message says which */
    public static AddressTable read(InputStream in) throws IOException {
        return AddressTableReader.read(in);
    }

    /** Two upper-case letters; empty for what was given to no country, or is not public. */
    public Optional<String> country(InetAddress address) {
        if (!PublicAddress.test(address)) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        int owner =
                address instanceof Inet6Address ? six.owner(bytes.getLong()) : four.owner(bytes.getInt() & 0xffffffffL);
        return owner == 0 ? Optional.empty() : Optional.of(countries.get(owner - 1));
    }

    /** How many entries it has; IPv4 and IPv6 together. */
    int size() {
        return four.size() + six.size();
    }
}
