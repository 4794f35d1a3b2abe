package io.muster.core.identity;

import java.util.Locale;
import java.util.regex.Pattern;

/** A hub's host name as devices get it: a DNS name, lower case, never with a port (seams.md section 7). */
public record HubHost(String name) {
    private static final Pattern DNS_NAME =
            Pattern.compile("[a-z0-9]([a-z0-9\\-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9\\-]{0,61}[a-z0-9])?)*");

    public HubHost(String name) {
        this.name = name.toLowerCase(Locale.ROOT);
        if (name.length() > 253 || !DNS_NAME.matcher(this.name).matches()) {
            throw new IllegalArgumentException("hub host name must be a DNS name without a port");
        }
    }
}
