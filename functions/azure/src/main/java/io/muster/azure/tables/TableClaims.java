package io.muster.azure.tables;

import io.muster.core.attestation.EnrolledCertificate;
import io.muster.core.attestation.X509Certificates;
import io.muster.core.enrollment.CertificateClaims;
import io.muster.core.enrollment.Enrollment;
import io.muster.core.enrollment.EnrollmentKind;
import io.muster.core.identity.Etag;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A row for each certificate that says whose it is, taken before the enrollment is written. A crash may leave a claim whose
 * owner never came to have the certificate: once a minute old it gives way to the next who asks.
 */
final class TableClaims implements CertificateClaims {
    private static final Duration IN_FLIGHT = Duration.ofMinutes(1);
    private static final int TRIES = 8;

    private enum Answer {
        TAKEN,
        /** The enrollment had it before. */
        KEPT,
        REFUSED
    }

    private final StorageTable table;
    private final Keys keys;
    private final Function<Owner, Optional<? extends Enrollment>> enrollments;
    private final InstantSource clock;

    /** @param enrollments finds an owner's enrollment as it is now, whatever its etag */
    TableClaims(
            StorageTable table,
            Keys keys,
            Function<Owner, Optional<? extends Enrollment>> enrollments,
            InstantSource clock) {
        this.table = table;
        this.keys = keys;
        this.enrollments = enrollments;
        this.clock = clock;
    }

    @Override
    public boolean claim(Owner owner, List<EnrolledCertificate> certificates) {
        List<EnrolledCertificate> taken = new ArrayList<>();
        for (EnrolledCertificate certificate : certificates) {
            Answer answer = claim(owner, certificate);
            if (answer == Answer.REFUSED) {
                // What the enrollment had before stays claimed: its stored version may still have it.
                release(owner, taken);
                return false;
            }
            if (answer == Answer.TAKEN) {
                taken.add(certificate);
            }
        }
        return true;
    }

    @Override
    public void release(Owner owner, List<EnrolledCertificate> certificates) {
        for (EnrolledCertificate certificate : certificates) {
            table.find(key(certificate)).filter(row -> owner(row).equals(owner)).ifPresent(table::delete);
        }
    }

    private Answer claim(Owner owner, EnrolledCertificate certificate) {
        Row mine = Row.at(key(certificate))
                .put("Kind", owner.kind().name())
                .put("Owner", owner.foldedId())
                .put("Etag", owner.etag().text())
                .put("Claimed", clock.instant());
        for (int i = 0; i < TRIES; i++) {
            Optional<Row> held = table.find(mine.key());
            boolean own = held.filter(row -> isSame(owner(row), owner)).isPresent();
            if (held.isPresent() && !own && isHeld(held.get(), certificate)) {
                return Answer.REFUSED;
            }
            boolean written = held.isEmpty()
                    ? table.insert(mine).isPresent()
                    : table.merge(mine.ifAt(held.get().version())).isPresent();
            if (written) {
                return own ? Answer.KEPT : Answer.TAKEN;
            }
        }
        throw Problem.of(ProblemKind.UNAVAILABLE, "the certificate is being claimed by others; try again");
    }

    private boolean isHeld(Row claim, EnrolledCertificate certificate) {
        return claim.instant("Claimed").isAfter(clock.instant().minus(IN_FLIGHT)) || holds(owner(claim), certificate);
    }

    /** Two versions of one enrollment. */
    private static boolean isSame(Owner one, Owner other) {
        return one.kind() == other.kind() && one.foldedId().equals(other.foldedId());
    }

    private boolean holds(Owner holder, EnrolledCertificate certificate) {
        return enrollments
                .apply(holder)
                .filter(found -> found.attestation() instanceof X509Certificates x509
                        && x509.all().contains(certificate))
                .isPresent();
    }

    private Row.Key key(EnrolledCertificate certificate) {
        return keys.claim(certificate.info().sha256Thumbprint());
    }

    private static Owner owner(Row row) {
        return new Owner(EnrollmentKind.valueOf(row.text("Kind")), row.text("Owner"), new Etag(row.text("Etag")));
    }
}
