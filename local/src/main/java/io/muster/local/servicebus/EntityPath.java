package io.muster.local.servicebus;

import java.util.Locale;

/** The path of an entity in the namespace, such as {@code orders/$deadletterqueue}; compared without case. */
record EntityPath(String value) {
    private static final String MANAGEMENT = "/$management";

    EntityPath {
        value = value.toLowerCase(Locale.ROOT);
    }

    /** The path of {@code amqp://host/entity} or of a bare {@code entity}. */
    static EntityPath ofUri(String uri) {
        String path = uri.replaceFirst("^[A-Za-z]+://[^/]*", "").replaceFirst("^/", "");
        return new EntityPath(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }

    boolean isManagement() {
        return value.endsWith(MANAGEMENT);
    }

    /** The queue a management node belongs to; any other path is its own. */
    EntityPath managed() {
        return isManagement() ? new EntityPath(value.substring(0, value.length() - MANAGEMENT.length())) : this;
    }

    /** A right on an entity covers what lies below it; a right on the namespace (empty path) covers all. */
    boolean covers(EntityPath other) {
        return value.isEmpty() || value.equals(other.value) || other.value.startsWith(value + "/");
    }
}
