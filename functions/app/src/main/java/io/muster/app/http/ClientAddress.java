package io.muster.app.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** An IP address in letters and digits. A name is none: looking it up would ask the network. */
final class ClientAddress {
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern FOUR = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    /** With its colon the JDK takes it for an address or for nothing, never for a name. */
    private static final Pattern SIX = Pattern.compile("[0-9a-fA-F:.]{0,45}:[0-9a-fA-F:.]{0,45}");

    private ClientAddress() {}

    /** An IPv6 address may have a zone behind it; an IPv4 address mapped into IPv6 becomes the IPv4 address. */
    static Optional<InetAddress> parse(String text) {
        int zone = text.indexOf('%');
        String bare = zone < 0 ? text : text.substring(0, zone);
        if (!FOUR.matcher(bare).matches() && !SIX.matcher(bare).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(bare));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
