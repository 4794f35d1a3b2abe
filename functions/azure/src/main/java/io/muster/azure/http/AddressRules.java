package io.muster.azure.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which addresses this service may call (seams.md section 7): public ones, and of private ones those listed. The list has
 * host names, for which any address will do, and blocks of addresses such as {@code 10.1.0.0/16}.
 */
public final class AddressRules {
    /** Nothing but public addresses. */
    public static final AddressRules PUBLIC = new AddressRules(Set.of(), List.of());

    /** What is no public unicast address of IPv4, and the address at which Azure's platform serves each of its machines. */
    private static final List<Block> SPECIAL_4 = blocks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "168.63.129.16/32",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3");

    private static final Block GLOBAL_6 = Block.parse("2000::/3");

    /** What is none of the public ones in that block: Teredo and 6to4 hold an address of IPv4 that a relay would go to. */
    private static final List<Block> SPECIAL_6 = blocks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    /** Addresses of IPv4 as a translator's clients see them: what counts is the address within. */
    private static final Block TRANSLATED = Block.parse("64:ff9b::/96");

    private final Set<String> hosts;
    private final List<Block> listed;

    private AddressRules(Set<String> hosts, List<Block> listed) {
        this.hosts = Set.copyOf(hosts);
        this.listed = List.copyOf(listed);
    }

    /** Reads host names and blocks joined by commas; IllegalArgumentException that names the first fault by its place. */
    public static AddressRules listing(String text) {
        Set<String> hosts = new HashSet<>();
        List<Block> listed = new ArrayList<>();
        String[] entries = text.split(",", -1);
        for (int i = 0; i < entries.length; i++) {
            String entry = entries[i].strip().toLowerCase(Locale.ROOT);
            if (entry.contains("/")) {
                listed.add(block(entry, i + 1));
            } else if (entry.matches("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?") && !entry.matches("[0-9.]+")) {
                hosts.add(entry);
            } else {
                throw new IllegalArgumentException("entry " + (i + 1)
                        + " is neither a host name nor a block of addresses such as 10.1.0.0/16 or 10.1.2.3/32");
            }
        }
        return new AddressRules(hosts, listed);
    }

    private static Block block(String entry, int number) {
        try {
            return Block.parse(entry);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("entry " + number + " " + e.getMessage(), e);
        }
    }

    /** The same, and this machine itself: local mode only. */
    public AddressRules withLoopback() {
        return new AddressRules(
                hosts,
                Stream.concat(listed.stream(), blocks("127.0.0.0/8", "::1/128").stream())
                        .toList());
    }

    /** Whether a host may be called at an address that it has. */
    boolean allow(String host, InetAddress address) {
        return isPublic(address)
                || hosts.contains(host.toLowerCase(Locale.ROOT))
                || listed.stream().anyMatch(block -> block.holds(address.getAddress()));
    }

    private static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return isPublic4(bytes);
        }
        if (TRANSLATED.holds(bytes)) {
            return isPublic4(Arrays.copyOfRange(bytes, 12, 16));
        }
        // All that is not in the one block is special, be it loopback, mapped, unique local, link-local or multicast.
        return GLOBAL_6.holds(bytes) && SPECIAL_6.stream().noneMatch(block -> block.holds(bytes));
    }

    private static boolean isPublic4(byte[] bytes) {
        return SPECIAL_4.stream().noneMatch(block -> block.holds(bytes));
    }

    private static List<Block> blocks(String... texts) {
        return Stream.of(texts).map(Block::parse).toList();
    }
}
