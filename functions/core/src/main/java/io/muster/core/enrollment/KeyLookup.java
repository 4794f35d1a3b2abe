package io.muster.core.enrollment;

import io.muster.core.attestation.DeviceToken;
import io.muster.core.attestation.Evidence;
import io.muster.core.attestation.TokenReason;
import io.muster.core.decision.Step;
import io.muster.core.decision.Trail;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.RegistrationId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the enrollment that answers for a device with a symmetric key: the one whose key signed its token (2.12). */
public final class KeyLookup {
    private final Groups groups;
    private final SearchBudget budget;

    public KeyLookup(Groups groups, SearchBudget budget) {
        this.groups = groups;
        this.budget = budget;
    }

    /**
     * Refuses when no enrollment vouches for the token. Whether the one that does is enabled is the caller's question:
     * only a device that proved itself may learn that it is disabled.
     *
     * @param knownGroup the group this device belonged to last time: tried first, and free of charge
     */
    public Admitted admit(
            RegistrationId id,
            DeviceToken token,
            Optional<IndividualEnrollment> individual,
            Optional<GroupId> knownGroup,
            Trail trail) {
        if (individual.isPresent()) {
            // It alone decides: a disabled or mismatched one blocks the device whatever groups there are (2.12, 2.26).
            return byIndividual(id, token, individual.get(), trail);
        }
        Admitted admitted = knownGroup
                .flatMap(groups::find)
                .flatMap(group -> byGroup(group, id, token))
                .or(() -> search(id, token))
                .orElseThrow(() -> trail.refuse(
                        Step.ENROLLMENT,
                        "groups",
                        TokenReason.TOKEN_OF_NOBODY,
                        "there is no individual enrollment, and no group's key signed the token"));
        trail.note(Step.ENROLLMENT, admitted.enrollment().title(), "its key signed the token");
        return admitted;
    }

    private Admitted byIndividual(RegistrationId id, DeviceToken token, IndividualEnrollment enrollment, Trail trail) {
        boolean signed =
                enrollment.symmetricKeys().filter(token::signedWithEither).isPresent();
        if (!signed) {
            searchInVain(id, token);
        }
        if (enrollment.symmetricKeys().isEmpty()) {
            throw enrollment.refuseKind("a token", trail);
        }
        if (!signed) {
            throw trail.refuse(
                    Step.ENROLLMENT,
                    enrollment.title(),
                    TokenReason.TOKEN_SIGNATURE,
                    "the token is signed with neither of its keys");
        }
        trail.note(Step.ENROLLMENT, enrollment.title(), "its key signed the token");
        return new Admitted(enrollment, new Evidence.Key(id.text()));
    }

    /** What an unknown device's token costs, so that no answer's time tells who is enrolled; it decides nothing. */
    public void searchInVain(RegistrationId id, DeviceToken token) {
        Optional<Admitted> unused = search(id, token);
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
                .flatMap(groupKeys -> spellings(id)
                        .filter(spelling -> token.signedWithEither(groupKeys.derive(spelling)))
                        .map(spelling -> new Admitted(group, new Evidence.Key(spelling))))
                .findFirst();
    }

    /** Ids compare without case but the derivation does not: as presented, and in lower case (2.11). */
    private static Stream<String> spellings(RegistrationId id) {
        return Stream.of(id.text(), id.folded()).distinct();
    }
}
