package io.muster.core.hub;

import io.muster.core.identity.JsonText;

/** The two halves of a device twin that a service may write, each a JSON object without {@code $} members (4.6, 5.2). */
public record HubTwin(JsonText tags, JsonText desired) {
    public static final HubTwin EMPTY = new HubTwin(new JsonText("{}"), new JsonText("{}"));
}
