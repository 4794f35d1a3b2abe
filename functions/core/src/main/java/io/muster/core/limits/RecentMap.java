package io.muster.core.limits;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A map of bounded size that forgets what was not used for longest. */
final class RecentMap<K, V> {
    static final int MOST = 50_000;

    private final Map<K, V> entries = new LinkedHashMap<>(16, 0.75f, true);

    Optional<V> find(K key) {
        return Optional.ofNullable(entries.get(key));
    }

    void put(K key, V value) {
        V unused = entries.put(key, value);
        if (entries.size() > MOST) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    void remove(K key) {
        V unused = entries.remove(key);
    }

    int size() {
        return entries.size();
    }
}
