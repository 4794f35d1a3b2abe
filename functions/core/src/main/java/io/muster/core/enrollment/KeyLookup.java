package io.muster.core.enrollment;

import io.muster.core.attestation.DeviceToken;
import io.muster.core.attestation.SymmetricKeys;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the enrollment that speaks for a device, which for symmetric keys is the one whose key signed its token (2.12). */
public final class EnrollmentLookup {
    private final Groups groups;
    private final SearchBudget budget;

    public EnrollmentLookup(Groups groups, SearchBudget budget) {
        this.groups = groups;
        this.budget = budget;
    }

    /**
     * Refuses with 401 when no enrollment vouches for the token. Whether the one that does is enabled is the caller's
     * question: only a device that proved itself may learn that it is disabled.
     *
     * @param knownGroup the group this device belonged to last time: tried first, and free of charge
     */
    public Admitted admit(
            RegistrationId id,
            DeviceToken token,
            Optional<IndividualEnrollment> individual,
            Optional<GroupId> knownGroup) {
        if (individual.isPresent()) {
            // It alone decides: a disabled or mismatched one blocks the device whatever groups there are (2.12, 2.26).
            return byIndividual(id, token, individual.get());
        }
        return knownGroup
                .flatMap(groups::find)
                .flatMap(group -> byGroup(group, id, token))
                .or(() -> search(id, token))
                .orElseThrow(() -> Problem.unauthorized("no enrollment's key signed the token"));
    }

    private static Admitted byIndividual(RegistrationId id, DeviceToken token, IndividualEnrollment enrollment) {
        SymmetricKeys keys = enrollment
                .symmetricKeys()
                .orElseThrow(() -> Problem.unauthorized("the individual enrollment is not one by symmetric keys"));
        if (!token.signedWithEither(keys)) {
            throw Problem.unauthorized("the token is not signed with a key of the individual enrollment");
        }
        return new Admitted(enrollment, keys, id.text());
    }

    private Optional<Admitted> search(RegistrationId id, DeviceToken token) {
        List<EnrollmentGroup> known = groups.all();
        return search(known, id, token).or(() -> {
            // Made, or its key rolled, through another instance a moment ago: to a device a 401 is final (1.15).
            List<EnrollmentGroup> latest = groups.latest();
            return latest.equals(known) ? Optional.empty() : search(latest, id, token);
        });
    }

    private Optional<Admitted> search(List<EnrollmentGroup> known, RegistrationId id, DeviceToken token) {
        List<EnrollmentGroup> candidates = known.stream()
                .filter(group -> group.symmetricKeys().isPresent() && group.mayHold(id))
                .toList();
        budget.spend(candidates.size() * 2 * (int) spellings(id).count());
        // In order of group id, so that of two groups with one key always the same one wins (2.13).
        return candidates.stream()
                .flatMap(group -> byGroup(group, id, token).stream())
                .findFirst();
    }

    private static Optional<Admitted> byGroup(EnrollmentGroup group, RegistrationId id, DeviceToken token) {
        if (!group.mayHold(id)) {
            return Optional.empty();
        }
        return group.symmetricKeys().stream()
                .flatMap(groupKeys -> spellings(id).flatMap(spelling -> {
                    SymmetricKeys keys = groupKeys.derive(spelling);
                    return token.signedWithEither(keys)
                            ? Stream.of(new Admitted(group, keys, spelling))
                            : Stream.empty();
                }))
                .findFirst();
    }

    /** Ids compare without case but the derivation does not: as presented, and in lower case (2.11). */
    private static Stream<String> spellings(RegistrationId id) {
        return Stream.of(id.text(), id.folded()).distinct();
    }
}
