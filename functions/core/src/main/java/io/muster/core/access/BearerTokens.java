package io.muster.core.access;

import io.muster.core.problem.Problem;
import java.util.Set;

/** Port: the directory whose bearer tokens open the service API (6.6). */
public interface BearerTokens {
    /** For a service that trusts no directory: every token is refused. */
    BearerTokens NONE = token -> {
        throw Problem.unauthorized("a bearer token, but no directory is set up: MUSTER_ENTRA is not set");
    };

    /**
     * Holder and rights of a token that holds; of one without roles, none. Refuses any other with 401, the reason being for the
     * log alone, and with 503 when the directory's keys cannot be had.
     *
     * @param token the text after {@code Bearer}, as sent
     */
    Holder holder(String token);

    default Set<AccessRight> rights(String token) {
        return holder(token).rights();
    }

    /**
     * Who brings a token, and what it may do.
     *
     * @param object the directory's id of the user or service principal; empty when the token has none
     * @param application the directory's id of the application; empty when the token has none
     */
    record Holder(Set<AccessRight> rights, String object, String application) {
        public Holder {
            rights = Set.copyOf(rights);
        }
    }
}
