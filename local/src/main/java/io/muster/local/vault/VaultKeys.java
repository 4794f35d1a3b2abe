package io.muster.local.vault;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The vault's keys, oldest version first; names compare without case. Every change is kept before it is answered. */
final class VaultKeys {
    private final TreeMap<String, List<KeyVersion>> keys = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final KeyStorage storage;
    private final Clock clock;

    VaultKeys(KeyStorage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
        storage.load().forEach((name, versions) -> keys.put(name, new ArrayList<>(versions)));
    }

    /** A new key or, under a name that exists, its next version. */
    synchronized KeyVersion create(String name, int bits) {
        return add(name, bits);
    }

    synchronized void createIfAbsent(String name, int bits) {
        if (!keys.containsKey(name)) {
            add(name, bits);
        }
    }

    /** The next version, of the size the last one had. */
    synchronized KeyVersion rotate(String name) {
        int bits = get(name, Optional.empty()).publicKey().getModulus().bitLength();
        return add(name, bits);
    }

    /** That version or, without one, the newest. */
    synchronized KeyVersion get(String name, Optional<String> version) {
        List<KeyVersion> versions = keys.getOrDefault(name, List.of());
        if (versions.isEmpty()) {
            throw VaultProblem.keyNotFound();
        }
        return version.isEmpty()
                ? versions.get(versions.size() - 1)
                : versions.stream()
                        .filter(each -> each.id().equals(version.get()))
                        .findFirst()
                        .orElseThrow(VaultProblem::keyNotFound);
    }

    synchronized Map<String, Object> versionCounts() {
        Map<String, Object> counts = new LinkedHashMap<>();
        keys.forEach((name, versions) -> counts.put(name, versions.size()));
        return counts;
    }

    private KeyVersion add(String name, int bits) {
        KeyVersion made = RsaKeys.generate(bits, clock.instant());
        keys.computeIfAbsent(name, fresh -> new ArrayList<>()).add(made);
        storage.save(keys);
        return made;
    }
}
