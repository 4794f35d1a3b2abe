package io.muster.app.settings;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.app.settings.Settings.Webhooks;
import io.muster.azure.http.AddressRules;
import io.muster.azure.webhook.Audiences;
import io.muster.core.webhook.WebhookKeys;
import io.muster.core.webhook.WebhookLimits;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The settings about what leaves this service for hubs and webhooks. */
final class WebhookSettings {
    private static final WebhookLimits USUAL = WebhookLimits.USUAL;
    private static final int LONGEST_MS = 60_000;

    private WebhookSettings() {}

    static Webhooks read(Faults env, boolean local) {
        AddressRules listed =
                env.optional("MUSTER_PRIVATE_ADDRESSES", AddressRules::listing).orElse(AddressRules.PUBLIC);
        Audiences audiences = env.optional("MUSTER_WEBHOOK_AUDIENCES", WebhookSettings::audiences)
                .orElse(Audiences.NONE);
        WebhookKeys keys =
                env.optional("MUSTER_WEBHOOK_KEYS", WebhookKeys::parse).orElse(WebhookKeys.NONE);
        Duration perTry = millis(env, "MUSTER_WEBHOOK_TRY_MS").orElse(USUAL.perTry());
        int tries = env.optional("MUSTER_WEBHOOK_TRIES", text -> SettingsReader.number(text, 1, 5, ""))
                .orElse(USUAL.tries());
        Duration inAll = millis(env, "MUSTER_WEBHOOK_MS").orElse(USUAL.inAll());
        return new Webhooks(
                local ? listed.withLoopback() : listed, audiences, keys, WebhookLimits.within(perTry, tries, inAll));
    }

    private static Optional<Duration> millis(Faults env, String name) {
        return env.optional(name, text -> SettingsReader.number(text, 100, LONGEST_MS, " milliseconds"))
                .map(Duration::ofMillis);
    }

    private static Audiences audiences(String text) {
        JsonNode node = SeedJson.parse(text);
        if (!node.isObject()) {
            throw new IllegalArgumentException("must be a JSON object of host names and audiences");
        }
        Map<String, String> byHost = new HashMap<>();
        for (Map.Entry<String, JsonNode> each : node.properties()) {
            if (!each.getValue().isTextual()) {
                throw new IllegalArgumentException("the audience for " + each.getKey() + " must be a string");
            }
            byHost.put(each.getKey(), each.getValue().textValue());
        }
        return Audiences.of(byHost);
    }
}
