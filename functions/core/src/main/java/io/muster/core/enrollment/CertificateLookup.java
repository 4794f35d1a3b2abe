package io.muster.core.enrollment;

import io.muster.core.attestation.Evidence;
import io.muster.core.attestation.X509Certificates;
import io.muster.core.certificate.Authorities;
import io.muster.core.certificate.ChainCheck;
import io.muster.core.certificate.DeviceChain;
import io.muster.core.certificate.ValidPath;
import io.muster.core.decision.Refusal;
import io.muster.core.decision.Step;
import io.muster.core.decision.Trail;
import io.muster.core.identity.RegistrationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Finds the enrollment that answers for a device with a certificate: its own, or that of a CA above it (2.18 to 2.26). */
public final class CertificateLookup {
    private final Groups groups;
    private final Authorities authorities;
    private final IndividualChains individualChains;
    private volatile Optional<CertificateGroups> recent = Optional.empty();

    public CertificateLookup(Groups groups, Authorities authorities, IndividualChains individualChains) {
        this.groups = groups;
        this.authorities = authorities;
        this.individualChains = individualChains;
    }

    /** What is asked of the certificates that come with the leaf of an individual enrollment (2.19). */
    public enum IndividualChains {
        /** Nothing: the leaf is enrolled. */
        ANY,
        /** That they lead to a verified CA, unless the leaf came alone. */
        VERIFIED
    }

    /** Refuses when no enrollment vouches for the chain; whether the one that does is enabled is the caller's question. */
    public Admitted admit(
            RegistrationId id, DeviceChain chain, Optional<IndividualEnrollment> individual, Instant now, Trail trail) {
        CertificateGroups known = known(groups.all());
        Trail first = trail.fork();
        try {
            Admitted admitted = admit(known, id, chain, individual, now, first);
            trail.join(first);
            return admitted;
        } catch (Refusal refusal) {
            // A CA or a group made, or a denial lifted, through another instance a moment ago: to a device a 401 is
            // final (1.15).
            CertificateGroups latest = known(groups.latest());
            if (latest == known) {
                throw refusal;
            }
            return admit(latest, id, chain, individual, now, trail);
        }
    }

    private Admitted admit(
            CertificateGroups known,
            RegistrationId id,
            DeviceChain chain,
            Optional<IndividualEnrollment> individual,
            Instant now,
            Trail trail) {
        // An individual enrollment alone decides, whatever groups there are (2.24, 2.26).
        Enrollment enrollment = individual.isPresent()
                ? byLeaf(known, chain, individual.get(), now, trail)
                : byPath(known, id, chain, now, trail);
        trail.note(Step.ENROLLMENT, enrollment.title(), "it answers for the certificate");
        return new Admitted(
                enrollment, new Evidence.Certificate(chain.leaf().info().sha256Thumbprint()));
    }

    private Enrollment byLeaf(
            CertificateGroups known, DeviceChain chain, IndividualEnrollment enrollment, Instant now, Trail trail) {
        if (!(enrollment.attestation() instanceof X509Certificates enrolled)) {
            searchInVain(known, chain, now, trail);
            throw enrollment.refuseKind("a certificate", trail);
        }
        if (!enrolled.all().contains(chain.leaf())) {
            searchInVain(known, chain, now, trail);
            throw trail.refuse(
                    Step.ENROLLMENT,
                    enrollment.title(),
                    EnrollmentReason.CERTIFICATE_NOT_ENROLLED,
                    "the device's certificate is none of its own");
        }
        ChainCheck.leafAlone(chain, known.trust(), now, trail);
        if (individualChains == IndividualChains.VERIFIED
                && chain.certificates().size() > 1) {
            List<ValidPath> unused = ChainCheck.paths(chain, known.trust(), now, trail);
        }
        return enrollment;
    }

    /** What an unknown device's chain costs, so that no answer's time tells who is enrolled; it decides nothing. */
    private static void searchInVain(CertificateGroups known, DeviceChain chain, Instant now, Trail trail) {
        try {
            List<ValidPath> unused = ChainCheck.paths(chain, known.trust(), now, trail.fork());
        } catch (Refusal unused) {
            // As good as a path that was found.
        }
    }

    private static Enrollment byPath(
            CertificateGroups known, RegistrationId id, DeviceChain chain, Instant now, Trail trail) {
        return ChainCheck.paths(chain, known.trust(), now, trail).stream()
                .flatMap(path -> known.nearest(path, id).stream())
                .findFirst()
                .orElseThrow(() -> trail.refuse(
                        Step.ENROLLMENT,
                        "groups",
                        EnrollmentReason.CHAIN_OF_NO_GROUP,
                        "there is no individual enrollment, and no group names a CA of the chain"));
    }

    private CertificateGroups known(List<EnrollmentGroup> all) {
        Optional<CertificateGroups> seen =
                recent.filter(it -> it.isOf(all, authorities.uploaded(), authorities.revocations()));
        if (seen.isPresent()) {
            return seen.get();
        }
        CertificateGroups made = new CertificateGroups(all, authorities.uploaded(), authorities.revocations());
        recent = Optional.of(made);
        return made;
    }
}
