package io.muster.gateway.http;

import io.muster.core.edge.EdgeClaims;
import java.util.List;
import java.util.Optional;

/** The host name in a Host header. */
final class HostHeader {
    private static final int LONGEST_PORT = 5;

    private HostHeader() {}

    /** The name without its port, as the client spelt it; empty unless there is exactly one well-formed header. */
    static Optional<String> name(List<String> values) {
        if (values.size() != 1) {
            return Optional.empty();
        }
        String value = values.get(0);
        int colon = value.lastIndexOf(':');
        boolean hasPort = colon > value.lastIndexOf(']');
        String name = hasPort ? value.substring(0, colon) : value;
        boolean portFits = !hasPort || isPort(value.substring(colon + 1));
        return portFits && isName(name) ? Optional.of(name) : Optional.empty();
    }

    private static boolean isPort(String digits) {
        return digits.length() <= LONGEST_PORT && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= EdgeClaims.longestHostName()
                && name.chars().allMatch(c -> c > ' ' && c < 0x7f && ",/?#@\"\\".indexOf(c) < 0);
    }
}
