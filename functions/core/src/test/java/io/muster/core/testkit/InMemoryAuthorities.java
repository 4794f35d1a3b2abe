package io.muster.core.testkit;

import io.muster.core.certificate.Authorities;
import io.muster.core.certificate.CaCertificate;
import io.muster.core.certificate.Revocations;
import java.util.List;

/** What an operator uploaded and revoked. */
public final class InMemoryAuthorities implements Authorities {
    private List<CaCertificate> uploaded = List.of();
    private Revocations revocations = Revocations.none();

    public void upload(List<CaCertificate> cas) {
        uploaded = List.copyOf(cas);
    }

    public void revoke(Revocations next) {
        revocations = next;
    }

    @Override
    public List<CaCertificate> uploaded() {
        return uploaded;
    }

    @Override
    public Revocations revocations() {
        return revocations;
    }
}
