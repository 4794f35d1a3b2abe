package io.muster.azure.tables;

import io.muster.core.certificate.Authorities;
import io.muster.core.certificate.CaCertificate;
import io.muster.core.certificate.Revocations;
import java.util.List;

/** The CAs and revocations of the present snapshot. */
record CachedAuthorities(ServiceCache cache) implements Authorities {
    private static final Revocations NONE = Revocations.none();

    @Override
    public List<CaCertificate> uploaded() {
        return cache.get().cas();
    }

    @Override
    public Revocations revocations() {
        return NONE;
    }
}
