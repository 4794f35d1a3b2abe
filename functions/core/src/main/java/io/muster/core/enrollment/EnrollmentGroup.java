package io.muster.core.enrollment;

import io.muster.core.attestation.SymmetricKeys;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.RegistrationId;
import java.util.Locale;
import java.util.Optional;

/**
 * Devices that may register with a key derived from the group's (2.9).
 *
 * @param registrationIdPrefix when given, only ids that start with it, in any case, are tried against this group
 */
public record EnrollmentGroup(
        GroupId groupId, Optional<String> registrationIdPrefix, SymmetricKeys keys, Terms terms, Revision revision)
        implements Enrollment {
    public EnrollmentGroup {
        if (registrationIdPrefix.isPresent()) {
            String prefix = new RegistrationId(registrationIdPrefix.get() + "-").folded();
            registrationIdPrefix =
                    Optional.of(prefix.substring(0, prefix.length() - 1).toLowerCase(Locale.ROOT));
        }
    }

    public boolean mayHold(RegistrationId id) {
        return registrationIdPrefix
                .map(prefix -> id.folded().startsWith(prefix))
                .orElse(true);
    }
}
