package io.muster.core.identity;

import java.util.Locale;
import java.util.regex.Pattern;

/** A hub's host name as devices get it: a DNS name, lower case, never with a port (seams.md section 7). */
public record HubHost(String name) {
    private static final Pattern DNS_NAME = Pattern.compile(
            "[A-Za-z0-9]([A-Za-z0-9\\-]{0,61}[A-Za-z0-9])?" + "(\\.[A-Za-z0-9]([A-Za-z0-9\\-]{0,61}[A-Za-z0-9])?)*");

    public HubHost(String name) {
        // Checked before it is folded: some letters beyond ASCII fold into it.
        if (name.length() > 253 || !DNS_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("hub host name must be a DNS name without a port");
        }
        this.name = name.toLowerCase(Locale.ROOT);
    }
}
