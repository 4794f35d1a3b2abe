package io.muster.core.webhook;

import io.muster.core.allocation.WebhookUrl;
import io.muster.core.decision.PlainText;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The beginning of an answer as plain text; error pages like to show the address they were asked under, key and all. */
final class Excerpt {
    private static final int LONGEST = 1024;
    /** What is shorter is no key, and would be found all over the place. */
    private static final int SHORTEST_SECRET = 4;

    private Excerpt() {}

    static String of(String body, WebhookUrl url) {
        // In all of it before it is cut: no key may be half in it.
        String text = body;
        for (String secret : secrets(url)) {
            text = text.replace(secret, "****");
        }
        return PlainText.of(text, LONGEST);
    }

    /** The query, its parameters' values, and both as they read when decoded; longest first. */
    private static List<String> secrets(WebhookUrl url) {
        List<String> secrets = new ArrayList<>();
        Optional.ofNullable(url.reveal().getRawQuery()).ifPresent(query -> {
            add(secrets, query);
            for (String parameter : query.split("&", -1)) {
                add(secrets, parameter.substring(parameter.indexOf('=') + 1));
            }
        });
        return secrets.stream()
                .filter(secret -> secret.length() >= SHORTEST_SECRET)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    private static void add(List<String> secrets, String raw) {
        secrets.add(raw);
        secrets.add(raw.replace("&", "&amp;"));
        secrets.add(raw.replace("&", "\\u0026"));
        try {
            secrets.add(URLDecoder.decode(raw, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            secrets.add(raw); // A lone percent sign: there is no other form of it.
        }
    }
}
