package io.muster.core.testkit;

import io.muster.core.certificate.CaName;
import io.muster.core.certificate.CrlStore;
import io.muster.core.certificate.UploadedCrl;
import io.muster.core.identity.Etag;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Revocation lists; writes compare the etag as a real store does. */
public final class InMemoryCrls implements CrlStore {
    private final Map<CaName, UploadedCrl> rows = new ConcurrentHashMap<>();

    @Override
    public Optional<UploadedCrl> find(CaName ca) {
        return Optional.ofNullable(rows.get(ca));
    }

    @Override
    public boolean insert(UploadedCrl crl) {
        return rows.putIfAbsent(crl.ca(), crl) == null;
    }

    @Override
    public boolean replace(UploadedCrl crl, Etag expected) {
        boolean current =
                find(crl.ca()).filter(found -> found.etag().equals(expected)).isPresent();
        if (current) {
            rows.put(crl.ca(), crl);
        }
        return current;
    }

    @Override
    public boolean delete(CaName ca) {
        return rows.remove(ca) != null;
    }
}
