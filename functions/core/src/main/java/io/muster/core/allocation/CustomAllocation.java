package io.muster.core.allocation;

import io.muster.core.identity.Secret;

/**
 * The author's own webhook that picks the hub (3.20).
 *
 * @param url the whole address, UTF-8; its query holds a function's key, so all of it is kept as a secret
 * @param apiVersion which form of request the author asked for
 */
public record CustomAllocation(Secret url, String apiVersion) {}
