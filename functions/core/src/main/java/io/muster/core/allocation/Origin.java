package io.muster.core.allocation;

import java.net.InetAddress;
import java.util.Optional;

/**
 * What is known of where a call came from (3.4).
 *
 * @param address the client's, only as far as a front end vouches for it
 * @param hint the region the device itself names
 */
public record Origin(Optional<InetAddress> address, Optional<String> hint) {
    public static final Origin UNKNOWN = new Origin(Optional.empty(), Optional.empty());
}
