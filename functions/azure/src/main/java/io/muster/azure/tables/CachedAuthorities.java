package io.muster.azure.tables;

import io.muster.core.certificate.Authorities;
import io.muster.core.certificate.CaCertificate;
import io.muster.core.certificate.DenyList;
import io.muster.core.certificate.Revocations;
import io.muster.core.certificate.UploadedCrl;
import java.util.List;
import java.util.Optional;

/** The CAs of the present snapshot, and what is revoked by it: the same object until another snapshot comes. */
final class CachedAuthorities implements Authorities {
    /** @param tick of the snapshot it was made from */
    private record Made(Optional<String> tick, Revocations revocations) {}

    private final ServiceCache cache;
    private final Revocations.StaleCrl policy;
    private volatile Made latest = new Made(Optional.empty(), Revocations.none());

    CachedAuthorities(ServiceCache cache, Revocations.StaleCrl policy) {
        this.cache = cache;
        this.policy = policy;
    }

    @Override
    public List<CaCertificate> uploaded() {
        return cache.get().cas();
    }

    @Override
    public Revocations revocations() {
        ServiceSnapshot now = cache.get();
        Made made = latest;
        if (!made.tick().equals(Optional.of(now.tick()))) {
            made = new Made(Optional.of(now.tick()), of(now));
            latest = made;
        }
        return made.revocations();
    }

    private Revocations of(ServiceSnapshot snapshot) {
        return new Revocations(
                snapshot.denials().stream().map(DenyList.Entry::denial).toList(),
                snapshot.crls().stream().map(UploadedCrl::crl).toList(),
                policy);
    }
}
