package io.muster.core.testkit;

import io.muster.core.encryption.DataKey;
import io.muster.core.encryption.DataKeys;
import io.muster.core.identity.Secret;

/** One data key, always the same. */
public class FixedDataKey implements DataKeys {
    private final DataKey key = new DataKey("k1", Secret.of(new byte[32]));

    @Override
    public DataKey current() {
        return key;
    }

    @Override
    public DataKey byId(String id) {
        if (!id.equals(key.id())) {
            throw new IllegalStateException("there is no data key " + id);
        }
        return key;
    }
}
