package io.muster.core.enrollment;

import io.muster.core.attestation.Attestation;
import io.muster.core.attestation.EnrolledCertificate;
import io.muster.core.attestation.X509Certificates;
import io.muster.core.hub.LinkedHubs;
import io.muster.core.identity.Etag;
import io.muster.core.identity.IfMatch;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Create, read, update and delete of enrollments of one kind, with the conditions real DPS keeps (rest.md 3.1).
 *
 * @param <I> the id type
 * @param <E> the enrollment type
 */
public final class EnrollmentEditor<I, E extends Enrollment> {
    /** How often an unconditional write is tried against writers that keep getting in first. */
    private static final int TRIES = 5;

    private final EnrollmentStore<I, E> store;
    private final EnrollmentKind kind;
    private final Rules rules;
    private final InstantSource clock;
    private final SecureRandom random;

    /** What a new version is checked against. */
    public record Rules(LinkedHubs hubs, CertificateClaims claims, Quota quota, KnownCas cas) {}

    public EnrollmentEditor(
            EnrollmentStore<I, E> store, EnrollmentKind kind, Rules rules, InstantSource clock, SecureRandom random) {
        this.store = store;
        this.kind = kind;
        this.rules = rules;
        this.clock = clock;
        this.random = random;
    }

    /** The enrollment with its secrets, which the caller shows only where they may be seen; 404 when there is none. */
    public E get(I id) {
        return store.find(id).orElseThrow(kind::notFound);
    }

    /** Creates; 409 when there is one. */
    public E create(I id, Draft<E> draft) {
        if (store.find(id).isPresent()) {
            throw existsAlready();
        }
        return insert(draft).orElseThrow(this::existsAlready);
    }

    /** Replaces; 404 when there is none, 412 when the condition fails. */
    public E update(I id, Draft<E> draft, IfMatch condition) {
        return update(id, draft, condition, kind::notFound);
    }

    /** What a PUT does: without a condition it creates, with one it replaces, and 412 when there is nothing (RFC 9110). */
    public E put(I id, Draft<E> draft, Optional<IfMatch> condition) {
        return condition.isEmpty()
                ? create(id, draft)
                : update(
                        id,
                        draft,
                        condition.get(),
                        () -> Problem.of(
                                ProblemKind.PRECONDITION_FAILED,
                                "If-Match was given and there is nothing to match it"));
    }

    private E update(I id, Draft<E> draft, IfMatch condition, Supplier<Problem> absent) {
        for (int i = 0; i < TRIES; i++) {
            E existing = store.find(id).orElseThrow(absent);
            requireMatch(existing, condition);
            Optional<E> written = replace(draft, existing);
            if (written.isPresent()) {
                return written.get();
            }
        }
        throw kind.conflict("is being changed by somebody else, try again");
    }

    /** Creates or replaces, whatever is there: for import. */
    public E upsert(I id, Draft<E> draft) {
        for (int i = 0; i < TRIES; i++) {
            Optional<E> existing = store.find(id);
            Optional<E> written = existing.isPresent() ? replace(draft, existing.get()) : insert(draft);
            if (written.isPresent()) {
                return written.get();
            }
        }
        throw kind.conflict("is being changed by somebody else, try again");
    }

    /** Deletes; 404 when there is none, 412 when the condition fails. */
    public void delete(I id, Optional<IfMatch> condition) {
        for (int i = 0; i < TRIES; i++) {
            E existing = get(id);
            requireMatch(existing, condition.orElse(new IfMatch.Any()));
            if (store.delete(id, existing.revision().etag())) {
                rules.claims().release(owner(existing), certificates(existing.attestation()));
                return;
            }
        }
        throw kind.conflict("is being changed by somebody else, try again");
    }

    /** Empty when there is one by now. */
    private Optional<E> insert(Draft<E> draft) {
        rules.quota().requireRoom(draft.attestation().type());
        Instant now = clock.instant();
        E next = complete(draft, Optional.empty(), new Revision(Etag.random(random), now, now));
        claim(next);
        return store.create(next) ? Optional.of(next) : Optional.empty();
    }

    /** Empty when {@code existing} is not what is stored any more. */
    private Optional<E> replace(Draft<E> draft, E existing) {
        if (draft.attestation().type() != existing.attestation().type()) {
            throw Problem.of(
                    ProblemKind.INVALID_ARGUMENT,
                    "attestation.type is " + existing.attestation().type().wire()
                            + " and can not be changed; delete the enrollment and create it anew");
        }
        Revision revision =
                new Revision(Etag.random(random), existing.revision().created(), clock.instant());
        E next = complete(draft, Optional.of(existing), revision);
        claim(next);
        if (!store.replace(next, existing.revision().etag())) {
            return Optional.empty();
        }
        List<EnrolledCertificate> dropped = certificates(existing.attestation()).stream()
                .filter(it -> !certificates(next.attestation()).contains(it))
                .toList();
        rules.claims().release(owner(existing), dropped);
        return Optional.of(next);
    }

    private E complete(Draft<E> draft, Optional<E> existing, Revision revision) {
        Terms terms = draft.terms(existing.map(Enrollment::terms));
        TermsCheck.check(terms, rules.hubs());
        Attestation attestation = draft.attestation().complete(existing.map(Enrollment::attestation), random);
        rules.cas().requireKnown(attestation, existing.map(Enrollment::attestation));
        return draft.complete(attestation, terms, revision);
    }

    private void claim(E next) {
        if (!rules.claims().claim(owner(next), certificates(next.attestation()))) {
            throw kind.conflict("names a certificate that serves another enrollment");
        }
    }

    private CertificateClaims.Owner owner(E enrollment) {
        return new CertificateClaims.Owner(
                kind, enrollment.foldedId(), enrollment.revision().etag());
    }

    private static List<EnrolledCertificate> certificates(Attestation attestation) {
        return attestation instanceof X509Certificates x509 ? x509.all() : List.of();
    }

    private static void requireMatch(Enrollment current, IfMatch condition) {
        if (!condition.accepts(current.revision().etag())) {
            throw Problem.of(ProblemKind.PRECONDITION_FAILED, "The etag in If-Match is not the current one");
        }
    }

    private Problem existsAlready() {
        return kind.conflict("exists already; send If-Match to replace it");
    }
}
