package io.muster.core.certificate;

import io.muster.core.identity.Etag;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** What operators revoke: certificates by a deny list, and a CA's by its revocation list. Known everywhere within 30 s. */
public final class RevocationEditor {
    private static final int TRIES = 5;

    private final Ports ports;
    private final InstantSource clock;
    private final SecureRandom random;

    /** @param mostDenials how long the deny list may grow */
    public record Ports(CaEditor cas, CrlStore crls, DenyList denials, int mostDenials) {}

    public RevocationEditor(Ports ports, InstantSource clock, SecureRandom random) {
        this.ports = ports;
        this.clock = clock;
        this.random = random;
    }

    public List<DenyList.Entry> denials() {
        return ports.denials().all();
    }

    /** Denies, or says anew why; refuses with 403 when the list is full. */
    public DenyList.Entry deny(Denial denial, Optional<String> note) {
        List<DenyList.Entry> present = denials();
        boolean known = present.stream().anyMatch(entry -> entry.denial().equals(denial));
        if (!known && present.size() >= ports.mostDenials()) {
            throw Problem.of(
                    ProblemKind.QUOTA_EXCEEDED,
                    "The deny list has " + present.size() + " entries, and may not have more; a CA's list of its own,"
                            + " uploaded, takes one place for all it revokes");
        }
        DenyList.Entry entry = new DenyList.Entry(denial, note, clock.instant());
        ports.denials().put(entry);
        return entry;
    }

    /** Lifts a denial; 404 when there is none. */
    public void allow(Denial denial) {
        if (!ports.denials().remove(denial)) {
            throw Problem.of(ProblemKind.NOT_FOUND, "This is not on the deny list");
        }
    }

    /** 404 when there is no such CA, or no list of it. */
    public UploadedCrl crl(CaName ca) {
        CaName stored = ports.cas().get(ca).name();
        return ports.crls().find(stored).orElseThrow(RevocationEditor::noCrl);
    }

    /**
     * Takes a CA's list, when it is newer than the one that is there or the same.
     *
     * @param content DER or PEM
     */
    public UploadedCrl putCrl(CaName ca, byte[] content) {
        CaCertificate certificate = ports.cas().get(ca);
        UploadedCrl next = read(certificate, content);
        for (int i = 0; i < TRIES; i++) {
            Optional<UploadedCrl> present = ports.crls().find(certificate.name());
            if (present.filter(next::isOlderThan).isPresent()) {
                throw Problem.of(
                        ProblemKind.CA_CONFLICT,
                        "A newer revocation list of this CA is there, of "
                                + present.get().crl().thisUpdate());
            }
            boolean written = present.isEmpty()
                    ? ports.crls().insert(next)
                    : ports.crls().replace(next, present.get().etag());
            if (written) {
                return next;
            }
        }
        throw Problem.of(ProblemKind.CA_CONFLICT, "The revocation list is being changed by others, try again");
    }

    /** Drops the list: what it revoked is valid again. 404 when there is no such CA, or no list of it. */
    public void deleteCrl(CaName ca) {
        if (!ports.crls().delete(ports.cas().get(ca).name())) {
            throw noCrl();
        }
    }

    private UploadedCrl read(CaCertificate ca, byte[] content) {
        try {
            return UploadedCrl.of(
                    ca.name(),
                    Base64.getEncoder().encodeToString(content),
                    ca.certificate(),
                    clock.instant(),
                    Etag.random(random));
        } catch (IllegalArgumentException e) {
            throw Problem.of(ProblemKind.INVALID_ARGUMENT, "The " + e.getMessage());
        }
    }

    private static Problem noCrl() {
        return Problem.of(ProblemKind.NOT_FOUND, "There is no revocation list of this CA");
    }
}
