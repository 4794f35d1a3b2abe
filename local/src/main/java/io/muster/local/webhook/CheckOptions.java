package io.muster.local.webhook;

import io.muster.core.allocation.WebhookUrl;
import io.muster.core.identity.HubHost;
import io.muster.core.identity.JsonText;
import io.muster.core.webhook.WebhookKeys;
import io.muster.local.process.CommandLine;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What to check, and how; IllegalArgumentException says what is wrong with the arguments and quotes no key.
 *
 * @param plain http, which is for this machine alone
 */
record CheckOptions(
        WebhookUrl url, boolean plain, WebhookKeys keys, List<HubHost> hubs, JsonText payload, Optional<Path> ca) {
    static final String USAGE = """
            Usage: local/webhook-check URL [options]
              URL               https://…, or http:// on this machine; @NAME reads it from an environment variable
              --key ID:BASE64   signs the questions, as MUSTER_WEBHOOK_KEYS does; @NAME as above
              --hub HOST        a hub to choose from; may be repeated
              --payload JSON    what the device sends along
              --ca FILE         trusts these certificates (PEM) instead of this machine's
            """;

    private static final Pattern THIS_MACHINE =
            Pattern.compile("http://(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])([:/?].*)?", Pattern.CASE_INSENSITIVE);

    static CheckOptions parse(String[] args, Map<String, String> environment) {
        if (args.length == 0 || args[0].startsWith("-")) {
            throw new IllegalArgumentException("The URL comes first");
        }
        CommandLine line = CommandLine.parse(
                Arrays.copyOfRange(args, 1, args.length), Set.of("--key", "--hub", "--payload", "--ca"), Set.of());
        String url = named(args[0], environment);
        boolean plain = THIS_MACHINE.matcher(url).matches();
        List<String> hubs = line.all("--hub");
        return new CheckOptions(
                url(plain ? "https" + url.substring("http".length()) : url),
                plain,
                line.last("--key")
                        .map(key -> WebhookKeys.parse(named(key, environment)))
                        .orElse(WebhookKeys.NONE),
                (hubs.isEmpty() ? Stream.of("hub-1.azure-devices.net", "hub-2.azure-devices.net") : hubs.stream())
                        .map(HubHost::new)
                        .toList(),
                payload(line.last("--payload").orElse("{\"model\":\"press\",\"firmware\":\"1.4.2\"}")),
                line.last("--ca").map(Path::of));
    }

    private static WebhookUrl url(String text) {
        try {
            return WebhookUrl.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The URL " + e.getMessage(), e);
        }
    }

    private static JsonText payload(String text) {
        try {
            return CheckForm.payload(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--payload is not JSON", e);
        }
    }

    /** Keys do not belong into a shell's history. */
    private static String named(String text, Map<String, String> environment) {
        if (!text.startsWith("@")) {
            return text;
        }
        return Optional.ofNullable(environment.get(text.substring(1)))
                .orElseThrow(
                        () -> new IllegalArgumentException("There is no environment variable " + text.substring(1)));
    }
}
