package io.muster.core.hub;

import io.muster.core.identity.DeviceId;
import io.muster.core.identity.Etag;
import io.muster.core.identity.Secret;

/**
 * An identity as a hub held it, to be changed only if nobody has written it since.
 *
 * @param document the hub's own JSON for it in UTF-8; it holds keys, so it has no text form
 */
public record SeenIdentity(DeviceId deviceId, Etag etag, boolean enabled, Secret document) {}
