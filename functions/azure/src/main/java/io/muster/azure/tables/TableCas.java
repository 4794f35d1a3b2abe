package io.muster.azure.tables;

import io.muster.core.certificate.CaCertificate;
import io.muster.core.certificate.CaName;
import io.muster.core.certificate.CaStore;
import io.muster.core.identity.Etag;
import java.util.List;
import java.util.Optional;

/** Uploaded CA certificates in the service's partition: what attests devices has them in its snapshot already. */
record TableCas(VersionedRows<CaCertificate> rows, Keys keys, ServiceCache cache) implements CaStore {
    @Override
    public Optional<CaCertificate> find(CaName name) {
        return rows.find(keys.ca(name));
    }

    @Override
    public List<CaCertificate> all() {
        return cache.latest().cas();
    }

    @Override
    public boolean insert(CaCertificate ca) {
        return rows.create(ca);
    }

    @Override
    public boolean replace(CaCertificate ca, Etag expected) {
        return rows.replace(ca, expected);
    }

    @Override
    public boolean delete(CaName name, Etag expected) {
        return rows.delete(keys.ca(name), expected);
    }
}
