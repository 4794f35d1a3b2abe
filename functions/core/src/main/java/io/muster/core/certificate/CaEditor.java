package io.muster.core.certificate;

import io.muster.core.attestation.EnrolledCertificate;
import io.muster.core.identity.Etag;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.IfMatch;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Upload, proof of possession and removal of CA certificates (rest.md 8.2); each step gives another etag (9.5). */
public final class CaEditor {
    /** How often an unconditional write is tried against writers that keep getting in first. */
    private static final int TRIES = 5;

    private final Ports ports;
    private final InstantSource clock;
    private final SecureRandom random;

    /** @param most how many CA certificates there may be */
    public record Ports(CaStore store, CaUses uses, CrlStore crls, int most) {}

    /** @param verified given, whether the CA counts as verified without a proof (9.3) */
    public record Upload(EnrolledCertificate certificate, Optional<Boolean> verified) {}

    public CaEditor(Ports ports, InstantSource clock, SecureRandom random) {
        this.ports = ports;
        this.clock = clock;
        this.random = random;
    }

    /** In order of name. */
    public List<CaCertificate> all() {
        return ports.store().all();
    }

    /** 404211 when there is none of this name. */
    public CaCertificate get(CaName name) {
        return ports.store()
                .find(name)
                .orElseThrow(() -> Problem.of(ProblemKind.CA_NOT_FOUND, "There is no CA certificate of this name"));
    }

    /** The groups that name each CA, as they are now. */
    public Map<CaName, List<GroupId>> uses() {
        return ports.uses().now();
    }

    /**
     * Creates, whatever the condition; replaces under one. Other content is unverified until it is proven or vouched for
     * anew (9.7); the code that was to be signed is void with the version it was made for (9.4).
     */
    public CaCertificate put(CaName name, Upload upload, Optional<IfMatch> condition) {
        CaProfile.require(upload.certificate());
        for (int i = 0; i < TRIES; i++) {
            Optional<CaCertificate> existing = ports.store().find(name);
            if (existing.isEmpty()) {
                requireRoom();
            } else {
                requireMatch(existing.get(), condition);
            }
            CaCertificate next = uploaded(name, upload, existing);
            boolean written = existing.isEmpty()
                    ? ports.store().insert(next)
                    : ports.store().replace(next, existing.get().etag());
            if (written) {
                return next;
            }
        }
        throw contended();
    }

    /**
     * Deletes, unless groups use it: 409211 (9.8). A group that comes to name it at the very same moment is left with a name
     * that attests nothing. Nothing is to be done where there is none.
     */
    public void delete(CaName name, Optional<IfMatch> condition) {
        IfMatch required = required(condition);
        for (int i = 0; i < TRIES; i++) {
            Optional<CaCertificate> existing = ports.store().find(name);
            if (existing.isEmpty()) {
                return;
            }
            requireMatch(existing.get(), Optional.of(required));
            requireUnused(existing.get().name());
            if (ports.store().delete(name, existing.get().etag())) {
                // Its list goes with it: another CA of this name starts without one.
                boolean unused = ports.crls().delete(existing.get().name());
                return;
            }
        }
        throw contended();
    }

    /** Makes a code to be signed by the CA's key; the one before is void (9.4). */
    public CaCertificate generateCode(CaName name, Optional<IfMatch> condition) {
        return change(name, condition, ca -> next(ca, ca.verified(), Optional.of(VerificationCode.random(random))));
    }

    /** Verified, when the CA's key signed the certificate given, which is issued to the latest code; else 400053. */
    public CaCertificate verify(CaName name, EnrolledCertificate proof, Optional<IfMatch> condition) {
        return change(name, condition, ca -> {
            CaProof.require(ca, proof, clock.instant());
            return next(ca, true, Optional.empty());
        });
    }

    private CaCertificate change(CaName name, Optional<IfMatch> condition, UnaryOperator<CaCertificate> step) {
        IfMatch required = required(condition);
        for (int i = 0; i < TRIES; i++) {
            CaCertificate existing = get(name);
            requireMatch(existing, Optional.of(required));
            CaCertificate next = step.apply(existing);
            if (ports.store().replace(next, existing.etag())) {
                return next;
            }
        }
        throw contended();
    }

    private CaCertificate uploaded(CaName name, Upload upload, Optional<CaCertificate> existing) {
        Instant now = clock.instant();
        boolean stillVerified = existing.filter(
                        ca -> ca.verified() && ca.certificate().equals(upload.certificate()))
                .isPresent();
        return new CaCertificate(
                existing.map(CaCertificate::name).orElse(name),
                upload.certificate(),
                upload.verified().orElse(stillVerified),
                Optional.empty(),
                existing.map(CaCertificate::created).orElse(now),
                now,
                Etag.random(random));
    }

    private CaCertificate next(CaCertificate ca, boolean verified, Optional<String> code) {
        return new CaCertificate(
                ca.name(), ca.certificate(), verified, code, ca.created(), clock.instant(), Etag.random(random));
    }

    private void requireRoom() {
        int there = all().size();
        if (there >= ports.most()) {
            throw Problem.of(
                    ProblemKind.QUOTA_EXCEEDED,
                    "There are " + there + " CA certificates already; the setting MUSTER_MAX_CAS allows "
                            + ports.most());
        }
    }

    private void requireUnused(CaName name) {
        List<GroupId> users = uses().getOrDefault(name, List.of());
        if (!users.isEmpty()) {
            String named = users.stream().limit(TRIES).map(GroupId::text).collect(Collectors.joining(", "));
            throw Problem.of(
                    ProblemKind.CA_CONFLICT,
                    "The CA certificate is named in caReferences of " + users.size() + " enrollment groups: " + named
                            + (users.size() > TRIES ? " and others" : ""));
        }
    }

    private static void requireMatch(CaCertificate current, Optional<IfMatch> condition) {
        if (!required(condition).accepts(current.etag())) {
            throw Problem.of(ProblemKind.PRECONDITION_FAILED, "The etag in If-Match is not the current one");
        }
    }

    private static IfMatch required(Optional<IfMatch> condition) {
        return condition.orElseThrow(() -> Problem.of(
                ProblemKind.INVALID_ARGUMENT,
                "Header If-Match is missing: send the etag that the last answer about this certificate told"));
    }

    private static Problem contended() {
        return Problem.of(ProblemKind.CA_CONFLICT, "The CA certificate is being changed by others, try again");
    }
}
