package io.muster.azure.iothub;

import io.muster.core.hub.HubFailure;
import io.muster.core.hub.HubFailure.Kind;
import io.muster.core.hub.HubRegistry.Written;
import io.muster.core.hub.LinkedHub;

/** Writes what may or may not be there yet: a hub takes a PUT for one of the two only, so the wrong guess costs a call. */
final class IdentityWrites {
    private final HubClient client;

    IdentityWrites(HubClient client) {
        this.client = client;
    }

    Written write(LinkedHub hub, HubCall create, HubCall update, boolean updateFirst, Deadline deadline)
            throws HubFailure {
        boolean updateNext = updateFirst;
        for (int attempt = 0; attempt < 2; attempt++) {
            HubCall call = updateNext ? update : create;
            HubAnswer answer = client.send(hub, call, deadline);
            if (answer.success()) {
                return updateNext ? Written.UPDATED : Written.CREATED;
            }
            if (!(updateNext ? answer.absent(call) : answer.alreadyExists())) {
                throw client.refusal(hub, call, answer);
            }
            updateNext = !updateNext;
        }
        // It was there for the one and not for the other: someone else is at work on it.
        throw HubClient.failure(Kind.UNAVAILABLE, hub, "the identity comes and goes while it is written");
    }
}
