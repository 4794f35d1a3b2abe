package io.muster.local.launcher;

import java.util.List;
import java.util.Map;

/** The tenant of the token issuer: who may ask it for tokens, and how clients and the app find it (6.6). */
final class EntraDouble {
    /** The audience of DPS, which the vendor's management clients ask for. */
    static final String AUDIENCE = "https://azure-devices-provisioning.net";

    private static final String ROLE = "Device Provisioning Service Data ";

    private final LocalSecrets secrets;

    EntraDouble(LocalSecrets secrets) {
        this.secrets = secrets;
    }

    String tenantId() {
        return secrets.guid("entraTenant");
    }

    /** One client a role, and one without any. */
    List<Map<String, Object>> clients() {
        return List.of(
                client("contributor", List.of(ROLE + "Contributor")),
                client("reader", List.of(ROLE + "Reader")),
                // Configures the service: a right that neither role of DPS holds.
                client("configurator", List.of("ServiceConfig")),
                // Shared access policies and their keys beside that.
                client("operator", List.of("ServiceConfig", "PolicyKeys")),
                client("stranger", List.of()));
    }

    /** What stands before the tenant in a credential's settings. */
    static String authorityHost(int port) {
        return "https://localhost:" + port;
    }

    /** The value of {@code MUSTER_ENTRA}. */
    Map<String, Object> appSetting(int port) {
        String authority = authorityHost(port) + "/" + tenantId();
        return Map.of("issuers", List.of(authority + "/v2.0"), "jwks", authority + "/discovery/v2.0/keys");
    }

    private Map<String, Object> client(String name, List<String> roles) {
        return Map.of(
                "name",
                name,
                "clientId",
                secrets.guid("entraClient-" + name),
                "clientSecret",
                secrets.key("entraSecret-" + name, 24),
                "roles",
                roles);
    }
}
