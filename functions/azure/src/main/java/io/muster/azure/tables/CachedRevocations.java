package io.muster.azure.tables;

import io.muster.core.certificate.DenyList;
import io.muster.core.certificate.Revocations;
import io.muster.core.certificate.UploadedCrl;
import java.util.Optional;
import java.util.function.Supplier;

/** What is revoked by the present snapshot; the same object until another snapshot comes. */
final class CachedRevocations implements Supplier<Revocations> {
    private record Made(Optional<String> tick, Revocations revocations) {}

    private final ServiceCache cache;
    private final Revocations.StaleCrl policy;
    private volatile Made latest;

    CachedRevocations(ServiceCache cache, Revocations.StaleCrl policy) {
        this.cache = cache;
        this.policy = policy;
        this.latest = new Made(Optional.empty(), Revocations.none());
    }

    @Override
    public Revocations get() {
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
