package io.muster.app.settings;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.app.settings.Settings.Entra;
import java.net.URI;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code MUSTER_ENTRA}: {@code {"tenantId"}} for a tenant of the public cloud, or {@code {"issuers": [...], "jwks"}} for any
 * other; {@code "audiences": [...]} with either. A member it does not know is a fault: a misspelt one must not be ignored.
 */
final class EntraJson {
    /** The audience of DPS (6.6). */
    private static final String AUDIENCE = "https://azure-devices-provisioning.net";

    private static final Set<String> MEMBERS = Set.of("tenantId", "issuers", "audiences", "jwks");
    /** As tokens spell it; a domain name would fit no issuer. */
    private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private EntraJson() {}

    static Entra read(String text, boolean local) {
        JsonNode node = SeedJson.parse(text);
        if (!node.isObject()) {
            throw new IllegalArgumentException("must be a JSON object");
        }
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            if (!MEMBERS.contains(names.next())) {
                throw new IllegalArgumentException("its members are tenantId, or issuers and jwks, and audiences");
            }
        }
        Set<String> audiences = node.has("audiences") ? texts(node, "audiences") : Set.of(AUDIENCE);
        Optional<String> tenant = SeedJson.text(node, "tenantId").map(id -> id.toLowerCase(Locale.ROOT));
        if (tenant.isPresent() == (node.has("issuers") || node.has("jwks"))) {
            throw new IllegalArgumentException("must have either tenantId or both issuers and jwks");
        }
        return tenant.map(id -> ofTenant(id, audiences)).orElseGet(() -> of(node, audiences, local));
    }

    private static Entra ofTenant(String tenant, Set<String> audiences) {
        if (!GUID.matcher(tenant).matches()) {
            throw new IllegalArgumentException("member tenantId must be a GUID");
        }
        String login = "https://login.microsoftonline.com/" + tenant;
        return new Entra(
                Set.of("https://sts.windows.net/" + tenant + "/", login + "/v2.0"),
                audiences,
                URI.create(login + "/discovery/v2.0/keys"));
    }

    private static Entra of(JsonNode node, Set<String> audiences, boolean local) {
        String keys =
                SeedJson.text(node, "jwks").orElseThrow(() -> new IllegalArgumentException("member jwks is missing"));
        return new Entra(texts(node, "issuers"), audiences, URI.create(SettingsReader.https(keys, local)));
    }

    private static Set<String> texts(JsonNode node, String name) {
        Set<String> texts = new HashSet<>();
        for (JsonNode each : node.path(name)) {
            if (!each.isTextual() || each.textValue().isBlank()) {
                throw new IllegalArgumentException("member " + name + " must hold strings");
            }
            texts.add(each.textValue());
        }
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("member " + name + " must be an array that is not empty");
        }
        return texts;
    }
}
