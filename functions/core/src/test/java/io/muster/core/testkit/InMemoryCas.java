package io.muster.core.testkit;

import io.muster.core.certificate.CaCertificate;
import io.muster.core.certificate.CaName;
import io.muster.core.certificate.CaStore;
import io.muster.core.enrollment.KnownCas;
import io.muster.core.identity.Etag;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** CA certificates; writes compare the etag as a real store does. */
public final class InMemoryCas implements CaStore, KnownCas {
    private final Map<CaName, CaCertificate> rows = new ConcurrentHashMap<>();
    private final Journal journal;

    public InMemoryCas(Journal journal) {
        this.journal = journal;
    }

    /** Puts one there, or another in its place, without conditions. */
    public void put(CaCertificate ca) {
        rows.put(ca.name(), ca);
    }

    @Override
    public boolean has(String name) {
        return CaName.parse(name).filter(rows::containsKey).isPresent();
    }

    @Override
    public Optional<CaCertificate> find(CaName name) {
        journal.before("cas.find");
        return Optional.ofNullable(rows.get(name));
    }

    @Override
    public List<CaCertificate> all() {
        return rows.values().stream()
                .sorted(Comparator.comparing((CaCertificate ca) -> ca.name().folded()))
                .toList();
    }

    @Override
    public boolean insert(CaCertificate ca) {
        journal.before("cas.insert");
        return rows.putIfAbsent(ca.name(), ca) == null;
    }

    @Override
    public boolean replace(CaCertificate ca, Etag expected) {
        journal.before("cas.replace");
        boolean current = isAt(ca.name(), expected);
        if (current) {
            put(ca);
        }
        return current;
    }

    @Override
    public boolean delete(CaName name, Etag expected) {
        journal.before("cas.delete");
        boolean current = isAt(name, expected);
        if (current) {
            rows.remove(name);
        }
        return current;
    }

    private boolean isAt(CaName name, Etag expected) {
        return Optional.ofNullable(rows.get(name))
                .filter(found -> found.etag().equals(expected))
                .isPresent();
    }
}
