package io.muster.azure.iothub;

import com.azure.core.credential.TokenCredential;
import io.muster.azure.http.Egress;
import io.muster.core.hub.BulkResult;
import io.muster.core.hub.HubFailure;
import io.muster.core.hub.HubIdentity;
import io.muster.core.hub.HubModule;
import io.muster.core.hub.HubRegistry;
import io.muster.core.hub.HubTwin;
import io.muster.core.hub.LinkedHub;
import io.muster.core.hub.NewIdentity;
import io.muster.core.hub.SeenIdentity;
import io.muster.core.identity.DeviceId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The identity registries of linked hubs, over their REST API; one for the whole process, safe for all threads. */
public final class IotHubRegistry implements HubRegistry {
    private final HubClient client;
    private final HubJson json = new HubJson();
    private final IdentityWrites writes;
    private final HubModules modules;
    private final HubBulk bulk;
    private final HubStatus status;

    /**
     * Touches neither network nor credentials before the first call.
     *
     * @param credentials makes the credential of a managed identity, given its client id when it is user-assigned
     * @param local local mode: any host name, and endpoints in the place of {@code https://hostName}
     * @param egress the way out, which in local mode must lead to this machine
     */
    public IotHubRegistry(
            Function<Optional<String>, TokenCredential> credentials, boolean local, Clock clock, Egress egress) {
        client = new HubClient(credentials, local, clock, egress);
        writes = new IdentityWrites(client);
        modules = new HubModules(client, writes, json);
        bulk = new HubBulk(client, json);
        status = new HubStatus(client, bulk, json);
    }

    @Override
    public Written write(LinkedHub hub, HubIdentity identity, boolean expectedToExist, Duration timeout)
            throws HubFailure {
        String body = json.identity(identity);
        return writes.write(
                hub,
                HubCall.create(identity.deviceId(), body),
                HubCall.update(identity.deviceId(), body),
                expectedToExist,
                Deadline.in(timeout));
    }

    @Override
    public Optional<HubTwin> twin(LinkedHub hub, DeviceId deviceId, Duration timeout) throws HubFailure {
        HubCall call = HubCall.readTwin(deviceId);
        Optional<HubAnswer> answer = client.find(hub, call, Deadline.in(timeout));
        try {
            return answer.map(found -> json.readTwin(found.body()));
        } catch (IllegalArgumentException e) {
            throw HubClient.unreadable(hub, call, e);
        }
    }

    @Override
    public void writeTwin(LinkedHub hub, DeviceId deviceId, HubTwin twin, TwinWrite how, Duration timeout)
            throws HubFailure {
        HubCall call = HubCall.writeTwin(deviceId, json.twin(deviceId, twin), how);
        HubAnswer answer = client.send(hub, call, Deadline.in(timeout));
        if (!answer.success()) {
            throw client.refusal(hub, call, answer);
        }
    }

    @Override
    public void delete(LinkedHub hub, DeviceId deviceId, Duration timeout) throws HubFailure {
        client.find(hub, HubCall.delete(deviceId), Deadline.in(timeout));
    }

    @Override
    public void setEnabled(LinkedHub hub, DeviceId deviceId, boolean enabled, Duration timeout) throws HubFailure {
        status.set(hub, deviceId, enabled ? "enabled" : HubStatus.DISABLED, Deadline.in(timeout));
    }

    @Override
    public Optional<SeenIdentity> find(LinkedHub hub, DeviceId deviceId, Duration timeout) throws HubFailure {
        return status.find(hub, deviceId, Deadline.in(timeout));
    }

    @Override
    public boolean delete(LinkedHub hub, SeenIdentity seen, Duration timeout) throws HubFailure {
        return status.delete(hub, seen, Deadline.in(timeout));
    }

    @Override
    public boolean disable(LinkedHub hub, SeenIdentity seen, Duration timeout) throws HubFailure {
        return status.disable(hub, seen, Deadline.in(timeout));
    }

    @Override
    public BulkResult writeAll(LinkedHub hub, List<NewIdentity> identities, Duration timeout) throws HubFailure {
        return bulk.writeAll(hub, identities, Deadline.in(timeout));
    }

    @Override
    public List<HubModule> modules(LinkedHub hub, DeviceId deviceId, Duration timeout) throws HubFailure {
        return modules.all(hub, deviceId, Deadline.in(timeout));
    }

    @Override
    public void writeModule(LinkedHub hub, DeviceId deviceId, HubModule module, Duration timeout) throws HubFailure {
        modules.write(hub, deviceId, module, Deadline.in(timeout));
    }
}
