package io.muster.fleet.service;

import java.time.Instant;
import java.util.Optional;

/** What a call is authorized by. */
sealed interface Credential permits SharedAccess, Bearer {
    /** The header {@code Authorization}. */
    String authorization(Instant now);

    /** The shared access policy it stands on, if it is one. */
    Optional<String> policy();
}
