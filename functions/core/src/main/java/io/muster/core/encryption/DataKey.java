package io.muster.core.encryption;

import io.muster.core.identity.Secret;

/** A 256-bit key that seals rows, under the id that sealed values name it by. */
public record DataKey(String id, Secret key) {
    public DataKey {
        if (id.isEmpty() || id.indexOf('.') >= 0) {
            throw new IllegalArgumentException("a data key's id must be non-empty and free of dots");
        }
        if (key.length() != 32) {
            throw new IllegalArgumentException("a data key must have 32 bytes");
        }
    }
}
