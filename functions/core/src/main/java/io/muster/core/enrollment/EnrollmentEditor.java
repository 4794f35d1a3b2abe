package io.muster.core.enrollment;

import io.muster.core.hub.LinkedHubs;
import io.muster.core.identity.Etag;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

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
    private final Kind kind;
    private final LinkedHubs hubs;
    private final InstantSource clock;
    private final SecureRandom random;

    /** How this kind of enrollment is called when it is missing or there already. */
    public record Kind(String name, ProblemKind notFound, ProblemKind exists) {
        public static final Kind INDIVIDUAL =
                new Kind("Enrollment", ProblemKind.ENROLLMENT_NOT_FOUND, ProblemKind.ENROLLMENT_EXISTS);
        public static final Kind GROUP =
                new Kind("Enrollment group", ProblemKind.GROUP_NOT_FOUND, ProblemKind.GROUP_EXISTS);
    }

    public EnrollmentEditor(
            EnrollmentStore<I, E> store, Kind kind, LinkedHubs hubs, InstantSource clock, SecureRandom random) {
        this.store = store;
        this.kind = kind;
        this.hubs = hubs;
        this.clock = clock;
        this.random = random;
    }

    /** The enrollment with its keys, which the caller shows only where they may be seen; 404 when there is none. */
    public E get(I id) {
        return store.find(id).orElseThrow(this::notFound);
    }

    /**
     * Creates when there is none and no condition; replaces when the condition holds. Otherwise 409 (exists and no
     * condition) or 412 (condition fails, also on nothing).
     */
    public E put(I id, Draft<E> draft, Optional<IfMatch> condition) {
        TermsCheck.check(draft.terms(), hubs);
        for (int i = 0; i < TRIES; i++) {
            Optional<E> existing = store.find(id);
            require(existing, condition);
            E next = complete(draft, existing);
            boolean written = existing.isPresent()
                    ? store.replace(next, existing.get().revision().etag())
                    : store.create(next);
            if (written) {
                return next;
            }
        }
        throw changing();
    }

    /** Deletes; 404 when there is none, 412 when the condition fails. */
    public void delete(I id, Optional<IfMatch> condition) {
        for (int i = 0; i < TRIES; i++) {
            Etag current = get(id).revision().etag();
            requireMatch(current, condition.orElse(new IfMatch.Any()));
            if (store.delete(id, current)) {
                return;
            }
        }
        throw changing();
    }

    private void require(Optional<E> existing, Optional<IfMatch> condition) {
        if (existing.isEmpty() && condition.isPresent()) {
            throw Problem.of(ProblemKind.PRECONDITION_FAILED, "If-Match was given and there is nothing to match it");
        }
        if (existing.isPresent()) {
            requireMatch(
                    existing.get().revision().etag(),
                    condition.orElseThrow(() ->
                            Problem.of(kind.exists(), kind.name() + " exists already; send If-Match to replace it")));
        }
    }

    private static void requireMatch(Etag current, IfMatch condition) {
        if (!condition.accepts(current)) {
            throw Problem.of(ProblemKind.PRECONDITION_FAILED, "The etag in If-Match is not the current one");
        }
    }

    private E complete(Draft<E> draft, Optional<E> existing) {
        Instant now = clock.instant();
        Instant created = existing.map(e -> e.revision().created()).orElse(now);
        return draft.complete(
                draft.keys().complete(existing.map(Enrollment::keys), random),
                new Revision(Etag.random(random), created, now));
    }

    private Problem notFound() {
        return Problem.of(kind.notFound(), kind.name() + " not found");
    }

    private Problem changing() {
        return Problem.of(kind.exists(), kind.name() + " is being changed by somebody else, try again");
    }
}
