package io.muster.gateway.amqp.sasl;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Id scope and registration id as a client spelt them, neither checked. */
public record DeviceName(String idScope, String registrationId) {
    /** 11.21: a bare path, with a leading slash (Java), or a whole address with the host (C, .NET). */
    private static final Pattern PATH = Pattern.compile("(?:amqps?://[^/]*)?/?([^/]+)/registrations/([^/]+)");

    private static final int LONGEST = 1024;

    /** Reads {@code {idScope}/registrations/{registrationId}}; empty when it is anything else. */
    public static Optional<DeviceName> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher matcher = PATH.matcher(text);
        return matcher.matches() ? Optional.of(new DeviceName(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /** Whether both name the same device; registration ids compare without case (seams 5). */
    public boolean isSameAs(DeviceName other) {
        return idScope.equalsIgnoreCase(other.idScope) && registrationId.equalsIgnoreCase(other.registrationId);
    }
}
