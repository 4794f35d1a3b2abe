package io.muster.core.enrollment;

import io.muster.core.attestation.DeviceToken;
import io.muster.core.attestation.Evidence;
import io.muster.core.attestation.TpmKeys;
import io.muster.core.decision.Reason;
import io.muster.core.decision.Step;
import io.muster.core.decision.Trail;
import io.muster.core.identity.RegistrationId;
import io.muster.core.tpm.TpmChallenges;
import io.muster.core.tpm.TpmPublic;
import io.muster.core.tpm.TpmReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Finds out whether a device holds the TPM of its individual enrollment: it alone can open the challenge (2.35 to 2.40). */
public final class TpmLookup {
    /** The instance that made the challenge may be ahead of this one, and in the next slot already. */
    private static final Duration CLOCKS_APART = Duration.ofSeconds(60);

    private final TpmChallenges challenges;

    public TpmLookup(TpmChallenges challenges) {
        this.challenges = challenges;
    }

    /** What the device has to open and to sign with before it is let in, in Base64; made for nobody but an enrolled TPM. */
    public String challenge(
            RegistrationId id, TpmKeys brought, Optional<IndividualEnrollment> individual, Instant now, Trail trail) {
        TpmPublic storageRootKey = broughtRootKey(brought, trail);
        IndividualEnrollment enrollment = individual.orElseThrow(() -> trail.refuse(
                Step.ENROLLMENT,
                "individual enrollment " + id.text(),
                TpmReason.ENDORSEMENT_KEY_NOT_ENROLLED,
                "there is no individual enrollment with this id, and groups have no TPMs"));
        TpmKeys enrolled = keys(enrollment).orElseThrow(() -> enrollment.refuseKind("a TPM's keys", trail));
        TpmPublic endorsementKey = matched(enrollment, enrolled, brought, storageRootKey, trail);
        trail.note(Step.TPM, "challenge", "made for the TPM's two keys");
        return challenges.challenge(id, endorsementKey, storageRootKey, now);
    }

    /**
     * Lets a device in that signed with the key of a challenge.
     *
     * @param brought the TPM's keys, with a register; a poll has none and goes by the register it asks about
     * @param polled the evidence and the start of that register
     */
    public Admitted admit(
            RegistrationId id,
            DeviceToken token,
            IndividualEnrollment enrollment,
            Optional<TpmKeys> brought,
            Optional<Polled> polled,
            Instant now,
            Trail trail) {
        TpmKeys enrolled = keys(enrollment).orElseThrow();
        TpmPublic storageRootKey = brought.map(keys -> broughtRootKey(keys, trail))
                .or(() -> polled.map(Polled::evidence).map(it -> TpmPublic.storageRootKey(it.storageRootKey())))
                .orElseThrow(() -> trail.refuse(
                        Step.TPM,
                        "storage root key",
                        TpmReason.CHALLENGE_NOT_ANSWERED,
                        "none came with the request, and no register of this TPM is on record"));
        TpmPublic endorsementKey = brought.isPresent()
                ? matched(enrollment, enrolled, brought.get(), storageRootKey, trail)
                : enrolledKey(enrollment, enrolled, trail);
        Instant started =
                polled.filter(it -> brought.isEmpty()).map(Polled::started).orElse(now);
        if (!challenges.signed(token, id, endorsementKey, storageRootKey, now, started, now.plus(CLOCKS_APART))) {
            throw trail.refuse(
                    Step.TPM,
                    "challenge",
                    TpmReason.CHALLENGE_NOT_ANSWERED,
                    "the token is not signed with the key of a challenge of the last minutes");
        }
        trail.note(Step.ENROLLMENT, enrollment.title(), "its TPM opened the challenge and signed the token");
        return new Admitted(enrollment, new Evidence.Tpm(storageRootKey.base64()));
    }

    /** The register that a poll is about. */
    public record Polled(Evidence.Tpm evidence, Instant started) {}

    private static TpmPublic matched(
            IndividualEnrollment enrollment, TpmKeys enrolled, TpmKeys brought, TpmPublic storageRootKey, Trail trail) {
        TpmPublic endorsementKey = enrolledKey(enrollment, enrolled, trail);
        TpmPublic shown = parsed(
                brought.endorsementKey(),
                TpmPublic::endorsementKey,
                "the request",
                TpmReason.ENDORSEMENT_KEY_MALFORMED,
                trail);
        if (!shown.equals(endorsementKey)) {
            throw trail.refuse(
                    Step.TPM,
                    enrollment.title(),
                    TpmReason.ENDORSEMENT_KEY_NOT_ENROLLED,
                    "its endorsement key is another one than the device's");
        }
        // Only compared where one was enrolled: clearing a TPM makes a new one, and its owner may (2.36).
        boolean same = enrolled.storageRootKey()
                .map(text -> parsed(
                                text,
                                TpmPublic::storageRootKey,
                                enrollment.title(),
                                TpmReason.STORAGE_ROOT_KEY_MALFORMED,
                                trail)
                        .equals(storageRootKey))
                .orElse(true);
        if (!same) {
            throw trail.refuse(
                    Step.TPM,
                    enrollment.title(),
                    TpmReason.STORAGE_ROOT_KEY_DIFFERS,
                    "its storage root key is another one than the device's");
        }
        return endorsementKey;
    }

    private static TpmPublic broughtRootKey(TpmKeys brought, Trail trail) {
        String text = brought.storageRootKey()
                .orElseThrow(() -> trail.refuse(
                        Step.TPM, "the request", TpmReason.STORAGE_ROOT_KEY_MALFORMED, "it holds no storage root key"));
        return parsed(text, TpmPublic::storageRootKey, "the request", TpmReason.STORAGE_ROOT_KEY_MALFORMED, trail);
    }

    private static TpmPublic enrolledKey(IndividualEnrollment enrollment, TpmKeys enrolled, Trail trail) {
        return parsed(
                enrolled.endorsementKey(),
                TpmPublic::endorsementKey,
                enrollment.title(),
                TpmReason.ENDORSEMENT_KEY_MALFORMED,
                trail);
    }

    private static TpmPublic parsed(
            String text, Function<String, TpmPublic> parser, String subject, Reason malformed, Trail trail) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw trail.refuse(Step.TPM, subject, malformed, String.valueOf(e.getMessage()));
        }
    }

    private static Optional<TpmKeys> keys(IndividualEnrollment enrollment) {
        return enrollment.attestation() instanceof TpmKeys keys ? Optional.of(keys) : Optional.empty();
    }
}
