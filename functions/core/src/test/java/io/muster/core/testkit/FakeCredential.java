package io.muster.core.testkit;

import io.muster.core.attestation.EnrolledCertificate;
import io.muster.core.certificate.CaCertificate;
import io.muster.core.certificate.Revocations;
import java.util.ArrayList;
import java.util.List;

/**
 * What a device shows and what its service knows.
 *
 * @param chain as sent, leaf first
 * @param uploaded CA certificates, verified or not
 * @param signing signing certificates of groups
 */
public record FakeCredential(
        List<FakeCertificate> chain,
        List<CaCertificate> uploaded,
        List<EnrolledCertificate> signing,
        Revocations revocations) {
    /** Under no CA yet. */
    public static FakeCredential of(FakeCertificate... leafFirst) {
        return new FakeCredential(List.of(leafFirst), List.of(), List.of(), Revocations.none());
    }

    public FakeCredential under(CaCertificate... known) {
        List<CaCertificate> all = new ArrayList<>(uploaded);
        all.addAll(List.of(known));
        return new FakeCredential(chain, List.copyOf(all), signing, revocations);
    }

    public FakeCredential withSigning(FakeCertificate... certificates) {
        return new FakeCredential(
                chain,
                uploaded,
                List.of(certificates).stream().map(FakeCertificate::enrolled).toList(),
                revocations);
    }

    public FakeCredential revoking(Revocations all) {
        return new FakeCredential(chain, uploaded, signing, all);
    }

    public FakeCertificate leaf() {
        return chain.get(0);
    }

    public List<byte[]> der() {
        return chain.stream().map(FakeCertificate::der).toList();
    }
}
