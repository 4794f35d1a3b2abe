package io.muster.core.enrollment;

import io.muster.core.hub.HubTwin;
import io.muster.core.identity.JsonText;

/**
 * The twin a device starts with (5.1).
 *
 * @param sent the JSON object as the operator sent it, echoed to the letter
 * @param written what goes to the hub: the same without {@code $} members (5.2)
 */
public record InitialTwin(JsonText sent, HubTwin written) {}
