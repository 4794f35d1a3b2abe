package io.muster.core.testkit;

import io.muster.core.certificate.Denial;
import io.muster.core.certificate.DenyList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A deny list that holds at once. */
public final class InMemoryDenials implements DenyList {
    private final Map<Denial, Entry> rows = new ConcurrentHashMap<>();

    @Override
    public List<Entry> all() {
        return rows.values().stream()
                .sorted(Comparator.comparing((Entry entry) -> entry.denial().text()))
                .toList();
    }

    @Override
    public void put(Entry entry) {
        rows.put(entry.denial(), entry);
    }

    @Override
    public boolean remove(Denial denial) {
        return rows.remove(denial) != null;
    }
}
