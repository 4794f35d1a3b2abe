package io.muster.core.enrollment;

import io.muster.core.attestation.Attestation;
import io.muster.core.attestation.AttestationType;
import io.muster.core.attestation.CaReferences;
import io.muster.core.attestation.EnrolledCertificate;
import io.muster.core.attestation.SymmetricKeys;
import io.muster.core.attestation.TpmKeys;
import io.muster.core.attestation.X509Certificates;
import io.muster.core.identity.Secret;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.security.SecureRandom;
import java.util.Optional;

/** How an operator asked the devices to prove themselves; secrets no answer shows need not be sent again (6.12). */
public sealed interface AttestationDraft {
    AttestationType type();

    /** What is to be stored, given what is; the types are the same. Throws Problem 400 when something is missing. */
    Attestation complete(Optional<Attestation> existing, SecureRandom random);

    /** The keys an operator gave; one left out keeps its old value, or is made when there is none (2.1). */
    record Keys(Optional<Secret> primary, Optional<Secret> secondary) implements AttestationDraft {
        public static final Keys NONE = new Keys(Optional.empty(), Optional.empty());

        public Keys {
            primary.ifPresent(key -> SymmetricKeys.requireLength("primaryKey", key));
            secondary.ifPresent(key -> SymmetricKeys.requireLength("secondaryKey", key));
        }

        @Override
        public AttestationType type() {
            return AttestationType.SYMMETRIC_KEY;
        }

        @Override
        public SymmetricKeys complete(Optional<Attestation> existing, SecureRandom random) {
            Optional<SymmetricKeys> former = existing.map(SymmetricKeys.class::cast);
            return new SymmetricKeys(
                    primary.or(() -> former.map(SymmetricKeys::primary))
                            .orElseGet(() -> SymmetricKeys.generate(random)),
                    secondary
                            .or(() -> former.map(SymmetricKeys::secondary))
                            .orElseGet(() -> SymmetricKeys.generate(random)));
        }
    }

    /** One place for a certificate: a new one, or the one whose SHA-256 thumbprint an earlier answer told. */
    sealed interface Slot {
        record Given(EnrolledCertificate certificate) implements Slot {}

        record Kept(Optional<String> sha256Thumbprint) implements Slot {}
    }

    record Certificates(X509Certificates.Role role, Optional<Slot> primary, Optional<Slot> secondary)
            implements AttestationDraft {
        @Override
        public AttestationType type() {
            return AttestationType.X509;
        }

        @Override
        public X509Certificates complete(Optional<Attestation> existing, SecureRandom random) {
            Optional<X509Certificates> former = existing.filter(X509Certificates.class::isInstance)
                    .map(X509Certificates.class::cast)
                    .filter(it -> it.role() == role);
            return new X509Certificates(
                    role,
                    primary.map(slot -> fill("primary", slot, former, former.flatMap(X509Certificates::primary))),
                    secondary.map(
                            slot -> fill("secondary", slot, former, former.flatMap(X509Certificates::secondary))));
        }

        private EnrolledCertificate fill(
                String name, Slot slot, Optional<X509Certificates> former, Optional<EnrolledCertificate> samePlace) {
            if (slot instanceof Slot.Given given) {
                return given.certificate();
            }
            Optional<String> thumbprint = ((Slot.Kept) slot).sha256Thumbprint();
            Optional<EnrolledCertificate> kept = thumbprint.isEmpty()
                    ? samePlace
                    : former.stream()
                            .flatMap(it -> it.all().stream())
                            .filter(it -> it.info().sha256Thumbprint().equalsIgnoreCase(thumbprint.get()))
                            .findFirst();
            return kept.orElseThrow(() -> Problem.of(
                    ProblemKind.INVALID_ARGUMENT,
                    "Member attestation.x509." + role.wire() + "." + name + ".certificate is missing"));
        }
    }

    /** Nothing in it is a secret, so it is always sent whole. */
    record Whole(Attestation attestation) implements AttestationDraft {
        public Whole {
            if (!(attestation instanceof CaReferences) && !(attestation instanceof TpmKeys)) {
                throw new IllegalArgumentException("sent in parts: " + attestation.type());
            }
        }

        @Override
        public AttestationType type() {
            return attestation.type();
        }

        @Override
        public Attestation complete(Optional<Attestation> existing, SecureRandom random) {
            return attestation;
        }
    }
}
