package io.muster.core.allocation;

import io.muster.core.identity.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The author's own webhook that picks the hub (3.20).
 *
 * @param url the whole address, UTF-8; its query holds a function's key, so all of it is kept as a secret
 * @param apiVersion which form of request the author asked for
 */
public record CustomAllocation(Secret url, String apiVersion) {
    private static final String WITH_PAYLOAD = "2019-03-31";

    /** The forms there are, oldest first. */
    public static final List<String> API_VERSIONS =
            List.of("2018-09-01-preview", "2018-11-01", WITH_PAYLOAD, "2021-10-01");

    public static CustomAllocation of(WebhookUrl url, String apiVersion) {
        return new CustomAllocation(url.secret(), apiVersion);
    }

    /** One of the forms; IllegalArgumentException when there is no such one. */
    public static String requireVersion(String apiVersion) {
        if (!API_VERSIONS.contains(apiVersion)) {
            throw new IllegalArgumentException("must be one of " + String.join(", ", API_VERSIONS));
        }
        return apiVersion;
    }

    public WebhookUrl address() {
        return WebhookUrl.parse(new String(url.reveal(), StandardCharsets.UTF_8));
    }

    /** Whether its form of request has a member for what the device sent along. */
    public boolean tellsPayload() {
        return apiVersion.compareTo(WITH_PAYLOAD) >= 0;
    }
}
