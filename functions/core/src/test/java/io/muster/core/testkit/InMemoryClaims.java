package io.muster.core.testkit;

import io.muster.core.attestation.EnrolledCertificate;
import io.muster.core.enrollment.CertificateClaims;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Claims that are never stale: whoever claims first has it until it is released. */
public final class InMemoryClaims implements CertificateClaims {
    private final Map<EnrolledCertificate, Owner> owners = new ConcurrentHashMap<>();

    @Override
    public boolean claim(Owner owner, List<EnrolledCertificate> certificates) {
        boolean free = certificates.stream().map(owners::get).allMatch(held -> held == null || same(held, owner));
        if (free) {
            certificates.forEach(it -> owners.put(it, owner));
        }
        return free;
    }

    @Override
    public void release(Owner owner, List<EnrolledCertificate> certificates) {
        certificates.forEach(it -> owners.remove(it, owner));
    }

    private static boolean same(Owner one, Owner other) {
        return one.kind() == other.kind() && one.foldedId().equals(other.foldedId());
    }
}
