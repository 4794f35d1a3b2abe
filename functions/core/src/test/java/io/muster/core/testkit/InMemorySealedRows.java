package io.muster.core.testkit;

import io.muster.core.encryption.Envelope;
import io.muster.core.encryption.Envelope.Place;
import io.muster.core.encryption.SealedRows;
import io.muster.core.identity.Secret;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Rows of one sealed value each, walked over three at a time. */
public final class InMemorySealedRows implements SealedRows {
    private static final int AT_ONCE = 3;

    private final Journal journal;
    private final Envelope envelope;
    private final TreeMap<String, String> rows = new TreeMap<>();

    public InMemorySealedRows(Journal journal, Envelope envelope) {
        this.journal = journal;
        this.envelope = envelope;
    }

    public void put(String row, Secret secret) {
        rows.put(row, envelope.seal(secret, place(row)));
    }

    /** As an instance writes that has not heard of a newer key. */
    public void putUnder(String keyId, String row, Secret secret) {
        rows.put(row, envelope.resealed(envelope.seal(secret, place(row)), place(row), keyId));
    }

    public Secret open(String row) {
        return envelope.open(Objects.requireNonNull(rows.get(row)), place(row));
    }

    public void damage(String row) {
        rows.computeIfPresent(row, (key, value) -> value + "AAAA");
    }

    /** The ids of the data keys that anything is sealed under. */
    public List<String> keys() {
        return rows.values().stream()
                .flatMap(value -> Envelope.keyOf(value).stream())
                .distinct()
                .toList();
    }

    @Override
    public Batch reseal(String from, int limit, String target, Set<String> older) {
        int resealed = 0;
        int stuck = 0;
        List<Map.Entry<String, String>> batch = rows.tailMap(from, false).entrySet().stream()
                .limit(AT_ONCE)
                .map(row -> Map.entry(row.getKey(), row.getValue()))
                .toList();
        for (Map.Entry<String, String> row : batch) {
            if (Envelope.keyOf(row.getValue()).filter(older::contains).isPresent()) {
                try {
                    String sealed = envelope.resealed(row.getValue(), place(row.getKey()), target);
                    journal.before("rows.write");
                    resealed += rows.replace(row.getKey(), row.getValue(), sealed) ? 1 : 0;
                    journal.after("rows.write");
                } catch (IllegalStateException damaged) {
                    stuck++;
                }
            }
        }
        return new Batch(
                resealed,
                stuck,
                batch.size() < AT_ONCE
                        ? Optional.empty()
                        : Optional.of(batch.get(batch.size() - 1).getKey()));
    }

    private static Place place(String row) {
        return new Place("table", "partition", row, "column");
    }
}
