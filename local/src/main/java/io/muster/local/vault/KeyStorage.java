package io.muster.local.vault;

import java.util.List;
import java.util.Map;

/** Where the vault's keys outlive the process. */
interface KeyStorage {
    /** Nowhere. */
    KeyStorage NONE = new KeyStorage() {
        @Override
        public Map<String, List<KeyVersion>> load() {
            return Map.of();
        }

        @Override
        public void save(Map<String, List<KeyVersion>> keys) {}
    };

    Map<String, List<KeyVersion>> load();

    void save(Map<String, List<KeyVersion>> keys);
}
