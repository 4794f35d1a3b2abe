package io.muster.core.enrollment;

import io.muster.core.attestation.Attestation;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.RegistrationId;
import java.util.Optional;

/**
 * Devices that may register with a key derived from the group's (2.9), or under a certificate of it (2.20).
 *
 * @param registrationIdPrefix when given, only ids that start with it, in any case, are tried against this group
 */
public record EnrollmentGroup(
        GroupId groupId, Optional<String> registrationIdPrefix, Attestation attestation, Terms terms, Revision revision)
        implements Enrollment {
    public EnrollmentGroup {
        registrationIdPrefix = registrationIdPrefix.map(EnrollmentGroup::requirePrefix);
    }

    /** The prefix in the lower-case form it is kept in; throws IllegalArgumentException when no id can begin with it. */
    public static String requirePrefix(String prefix) {
        String anyMember = new RegistrationId(prefix + "0").folded();
        if (prefix.isEmpty()) {
            throw new IllegalArgumentException("a registrationIdPrefix must not be empty");
        }
        return anyMember.substring(0, prefix.length());
    }

    @Override
    public String foldedId() {
        return groupId.folded();
    }

    @Override
    public String title() {
        return "enrollment group " + groupId.text();
    }

    public boolean mayHold(RegistrationId id) {
        return registrationIdPrefix
                .map(prefix -> id.folded().startsWith(prefix))
                .orElse(true);
    }
}
