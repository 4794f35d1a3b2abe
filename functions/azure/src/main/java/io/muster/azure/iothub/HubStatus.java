package io.muster.azure.iothub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.azure.iothub.BulkJson.Refused;
import io.muster.core.hub.HubFailure;
import io.muster.core.hub.HubFailure.Kind;
import io.muster.core.hub.LinkedHub;
import io.muster.core.hub.SeenIdentity;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.Etag;
import io.muster.core.identity.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Enables, disables and removes identities as they were read. A hub has no call for that alone, so the identity is read and written back; by the bulk
 * call, which takes the version it must still have, so that nobody's change in between is undone.
 */
final class HubStatus {
    static final String DISABLED = "disabled";

    private static final int TRIES = 3;
    /** What may stand between the quotes of a header. */
    private static final Pattern ETAG = Pattern.compile("[\\x21\\x23-\\x7e]{1,128}");

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
        Optional<ObjectNode> identity = read(hub, deviceId, deadline);
        if (identity.filter(it -> !it.path("status").asText().equals(status)).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(change(hub, deviceId, identity.get(), status));
    }

    private HubCall change(LinkedHub hub, DeviceId deviceId, ObjectNode identity, String status) throws HubFailure {
        try {
            return HubCall.bulk(json.changeStatus(identity, status));
        } catch (IllegalArgumentException e) {
            throw HubClient.unreadable(hub, HubCall.read(deviceId), e);
        }
    }

    private Optional<ObjectNode> read(LinkedHub hub, DeviceId deviceId, Deadline deadline) throws HubFailure {
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
            return Optional.of(identity);
        } catch (IllegalArgumentException e) {
            throw HubClient.unreadable(hub, read, e);
        }
    }

    Optional<SeenIdentity> find(LinkedHub hub, DeviceId deviceId, Deadline deadline) throws HubFailure {
        Optional<ObjectNode> identity = read(hub, deviceId, deadline);
        if (identity.isEmpty()) {
            return Optional.empty();
        }
        String etag = identity.get().path("etag").asText();
        if (!ETAG.matcher(etag).matches()) {
            throw HubClient.failure(Kind.UNAVAILABLE, hub, "the answer to read identity has no etag to go by");
        }
        Secret document = Secret.of(identity.get().toString().getBytes(StandardCharsets.UTF_8));
        boolean enabled = !identity.get().path("status").asText().equals(DISABLED);
        return Optional.of(new SeenIdentity(deviceId, new Etag(etag), enabled, document));
    }

    /** False when somebody has written it since. */
    boolean disable(LinkedHub hub, SeenIdentity seen, Deadline deadline) throws HubFailure {
        ObjectNode identity = hubJson.object(new String(seen.document().reveal(), StandardCharsets.UTF_8));
        return written(hub, change(hub, seen.deviceId(), identity, DISABLED), deadline);
    }

    /** False when somebody has written it since. */
    boolean delete(LinkedHub hub, SeenIdentity seen, Deadline deadline) throws HubFailure {
        HubCall call = HubCall.delete(seen);
        HubAnswer answer = client.send(hub, call, deadline);
        if (answer.success() || answer.absent(call)) {
            return true;
        }
        if (answer.status() == 412) {
            return false;
        }
        throw client.refusal(hub, call, answer);
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
