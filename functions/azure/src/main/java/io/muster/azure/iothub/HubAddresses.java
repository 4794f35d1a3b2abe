package io.muster.azure.iothub;

import io.muster.core.hub.HubFailure;
import io.muster.core.hub.LinkedHub;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Decides where a hub's registry may be reached: tokens leave for Azure's own host names only, unless local (seams.md section 7). */
final class HubAddresses {
    private static final List<String> AZURE = List.of(".azure-devices.net", ".azure-devices.cn", ".azure-devices.us");

    private final boolean local;

    HubAddresses(boolean local) {
        this.local = local;
    }

    /** Scheme and authority, always https; fails with UNAUTHORIZED for a place no token may go to. */
    URI of(LinkedHub hub) throws HubFailure {
        String name = hub.host().name();
        if (local) {
            return https(name, hub.endpoint().orElse(URI.create("https://" + name)));
        }
        if (hub.endpoint().isPresent()) {
            throw refused(name, "an endpoint of its own is for local mode only");
        }
        if (AZURE.stream().noneMatch(name::endsWith)) {
            throw refused(name, "its name is not one of Azure's, so it gets no token");
        }
        return URI.create("https://" + name);
    }

    private static URI https(String name, URI endpoint) throws HubFailure {
        if (!"https".equalsIgnoreCase(endpoint.getScheme()) || endpoint.getRawAuthority() == null) {
            throw refused(name, "its endpoint must be https://address:port");
        }
        if (endpoint.getRawUserInfo() != null
                || !endpoint.getRawPath().replace("/", "").isEmpty()) {
            throw refused(name, "its endpoint must have neither user nor path");
        }
        return URI.create("https://" + endpoint.getRawAuthority());
    }

    private static HubFailure refused(String name, String why) {
        return new HubFailure(HubFailure.Kind.UNAUTHORIZED, "hub " + name + ": " + why, Optional.empty());
    }
}
