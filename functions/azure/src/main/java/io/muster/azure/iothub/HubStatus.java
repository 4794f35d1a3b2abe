package io.muster.azure.iothub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.azure.iothub.BulkJson.Refused;
import io.muster.core.hub.HubFailure;
import io.muster.core.hub.HubFailure.Kind;
import io.muster.core.hub.LinkedHub;
import io.muster.core.identity.DeviceId;
import java.util.List;
import java.util.Optional;

/**
 * Enables and disables identities. A hub has no call for that alone, so the identity is read and written back; by the bulk
 * call, which takes the version it must still have, so that nobody's change in between is undone.
 */
final class HubStatus {
    private static final int TRIES = 3;

    private final HubClient client;
    private final HubBulk bulk;
    private final HubJson hubJson;
    private final BulkJson json;

    HubStatus(HubClient client, HubBulk bulk, HubJson json) {
        this.client = client;
        this.bulk = bulk;
        this.hubJson = json;
        this.json = new BulkJson(json);
    }

    void set(LinkedHub hub, DeviceId deviceId, String status, Deadline deadline) throws HubFailure {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Optional<HubCall> change = change(hub, deviceId, status, deadline);
            if (change.isEmpty() || written(hub, change.get(), deadline)) {
                return;
            }
        }
        throw HubClient.failure(Kind.UNAVAILABLE, hub, "the identity changes while its status is set");
    }

    /** The call that sets the status; empty when there is nothing to do, as the device has it or is gone. */
    private Optional<HubCall> change(LinkedHub hub, DeviceId deviceId, String status, Deadline deadline)
            throws HubFailure {
        HubCall read = HubCall.read(deviceId);
        Optional<HubAnswer> answer = client.find(hub, read, deadline);
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        try {
            ObjectNode identity = hubJson.object(answer.get().body());
            if (!identity.path("deviceId").asText().equals(deviceId.text())) {
                throw new IllegalArgumentException("not the identity asked for");
            }
            return identity.path("status").asText().equals(status)
                    ? Optional.empty()
                    : Optional.of(HubCall.bulk(json.changeStatus(identity, status)));
        } catch (IllegalArgumentException e) {
            throw HubClient.unreadable(hub, read, e);
        }
    }

    /** Whether that was the end of it: written, or the device is gone. */
    private boolean written(LinkedHub hub, HubCall change, Deadline deadline) throws HubFailure {
        List<Refused> refused = bulk.run(hub, change, deadline);
        if (refused.isEmpty()) {
            return true;
        }
        Refused error = refused.get(0);
        if (HubErrors.changedMeanwhile(error.code())) {
            return false;
        }
        if (HubErrors.absent(error.code())) {
            return true;
        }
        throw HubBulk.failure(hub, "set status", error);
    }
}
