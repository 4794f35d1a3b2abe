package io.muster.azure.iothub;

import com.azure.core.credential.TokenCredential;
import io.muster.azure.http.Egress;
import io.muster.core.hub.HubFailure;
import io.muster.core.hub.HubFailure.Kind;
import io.muster.core.hub.HubIdentity;
import io.muster.core.hub.HubRegistry;
import io.muster.core.hub.HubTwin;
import io.muster.core.hub.LinkedHub;
import io.muster.core.hub.LinkedHub.ManagedIdentity;
import io.muster.core.hub.LinkedHub.SharedAccessKey;
import io.muster.core.identity.DeviceId;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** The identity registries of linked hubs, over their REST API; one for the whole process, safe for all threads. */
public final class IotHubRegistry implements HubRegistry {
    private final HubAddresses addresses;
    private final HubHttp http;
    private final HubErrors errors;
    private final HubJson json = new HubJson();
    private final SharedAccessTokens sharedAccess;
    private final IdentityTokens identities;

    /**
     * Touches neither network nor credentials before the first call.
     *
     * @param credentials makes the credential of a managed identity, given its client id when it is user-assigned
     * @param local local mode: any host name, and endpoints in the place of {@code https://hostName}
     * @param egress the way out, which in local mode must lead to this machine
     */
    public IotHubRegistry(
            Function<Optional<String>, TokenCredential> credentials, boolean local, Clock clock, Egress egress) {
        addresses = new HubAddresses(local);
        http = new HubHttp(egress);
        errors = new HubErrors(clock);
        sharedAccess = new SharedAccessTokens(clock);
        identities = new IdentityTokens(credentials, clock);
    }

    @Override
    public Written write(LinkedHub hub, HubIdentity identity, boolean expectedToExist, Duration timeout)
            throws HubFailure {
        Deadline deadline = Deadline.in(timeout);
        String body = json.identity(identity);
        HubCall create = HubCall.create(identity.deviceId(), body);
        HubCall update = HubCall.update(identity.deviceId(), body);

        boolean updateNext = expectedToExist;
        for (int attempt = 0; attempt < 2; attempt++) {
            HubCall call = updateNext ? update : create;
            HubAnswer answer = send(hub, call, deadline);
            if (answer.success()) {
                return updateNext ? Written.UPDATED : Written.CREATED;
            }
            if (!(updateNext ? answer.absent(call) : answer.alreadyExists())) {
                throw errors.of(hub, call, answer);
            }
            updateNext = !updateNext;
        }
        // It was there for the one and not for the other: someone else is at work on it.
        throw failure(Kind.UNAVAILABLE, hub, "the identity comes and goes while it is written");
    }

    @Override
    public Optional<HubTwin> twin(LinkedHub hub, DeviceId deviceId, Duration timeout) throws HubFailure {
        HubCall call = HubCall.readTwin(deviceId);
        HubAnswer answer = send(hub, call, Deadline.in(timeout));
        if (answer.absent(call)) {
            return Optional.empty();
        }
        if (!answer.success()) {
            throw errors.of(hub, call, answer);
        }
        try {
            return Optional.of(json.readTwin(answer.body()));
        } catch (IllegalArgumentException e) {
            throw failure(Kind.UNAVAILABLE, hub, "the answer to read twin is no twin: " + e.getMessage());
        }
    }

    @Override
    public void writeTwin(LinkedHub hub, DeviceId deviceId, HubTwin twin, TwinWrite how, Duration timeout)
            throws HubFailure {
        HubCall call = HubCall.writeTwin(deviceId, json.twin(deviceId, twin), how);
        HubAnswer answer = send(hub, call, Deadline.in(timeout));
        if (!answer.success()) {
            throw errors.of(hub, call, answer);
        }
    }

    @Override
    public void delete(LinkedHub hub, DeviceId deviceId, Duration timeout) throws HubFailure {
        HubCall call = HubCall.delete(deviceId);
        HubAnswer answer = send(hub, call, Deadline.in(timeout));
        if (!answer.success() && !answer.absent(call)) {
            throw errors.of(hub, call, answer);
        }
    }

    private HubAnswer send(LinkedHub hub, HubCall call, Deadline deadline) throws HubFailure {
        // The address first: no token is even made for a place it may not go to (seams.md section 7).
        URI address = addresses.of(hub);
        return http.send(hub, address, call, authorization(hub, deadline), deadline);
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

    private static HubFailure failure(Kind kind, LinkedHub hub, String what) {
        return new HubFailure(kind, "hub " + hub.host().name() + ": " + what, Optional.empty());
    }
}
