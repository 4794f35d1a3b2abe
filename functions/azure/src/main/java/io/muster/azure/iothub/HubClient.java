package io.muster.azure.iothub;

import com.azure.core.credential.TokenCredential;
import io.muster.azure.http.Egress;
import io.muster.core.hub.HubFailure;
import io.muster.core.hub.HubFailure.Kind;
import io.muster.core.hub.LinkedHub;
import io.muster.core.hub.LinkedHub.ManagedIdentity;
import io.muster.core.hub.LinkedHub.SharedAccessKey;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/** Sends a call to a hub with the hub's address and a token for it, and tells its refusals. */
final class HubClient {
    private final HubAddresses addresses;
    private final HubHttp http;
    private final HubErrors errors;
    private final SharedAccessTokens sharedAccess;
    private final IdentityTokens identities;

    HubClient(Function<Optional<String>, TokenCredential> credentials, boolean local, Clock clock, Egress egress) {
        addresses = new HubAddresses(local);
        http = new HubHttp(egress);
        errors = new HubErrors(clock);
        sharedAccess = new SharedAccessTokens(clock);
        identities = new IdentityTokens(credentials, clock);
    }

    /** The hub's answer, whatever its status. */
    HubAnswer send(LinkedHub hub, HubCall call, Deadline deadline) throws HubFailure {
        // The address first: no token is even made for a place it may not go to (seams.md section 7).
        URI address = addresses.of(hub);
        return http.send(hub, address, call, authorization(hub, deadline), deadline);
    }

    /** The hub's answer when it is a good one; empty when what was asked for is not there. */
    Optional<HubAnswer> find(LinkedHub hub, HubCall call, Deadline deadline) throws HubFailure {
        HubAnswer answer = send(hub, call, deadline);
        if (answer.absent(call)) {
            return Optional.empty();
        }
        if (!answer.success()) {
            throw refusal(hub, call, answer);
        }
        return Optional.of(answer);
    }

    HubFailure refusal(LinkedHub hub, HubCall call, HubAnswer answer) {
        return errors.of(hub, call, answer);
    }

    /** An answer that is not what the call is answered with: as good as none. */
    static HubFailure unreadable(LinkedHub hub, HubCall call, IllegalArgumentException why) {
        return failure(Kind.UNAVAILABLE, hub, "the answer to " + call.what() + " is unreadable: " + why.getMessage());
    }

    static HubFailure failure(Kind kind, LinkedHub hub, String what) {
        return new HubFailure(kind, "hub " + hub.host().name() + ": " + what, Optional.empty());
    }

    private String authorization(LinkedHub hub, Deadline deadline) throws HubFailure {
        if (hub.authentication() instanceof SharedAccessKey access) {
            return sharedAccess.token(hub, access);
        }
        if (hub.authentication() instanceof ManagedIdentity identity) {
            return "Bearer " + identities.token(identity, deadline);
        }
        throw new IllegalStateException("unknown way to authenticate to a hub");
    }
}
