package io.muster.core.levelling;

import io.muster.core.hub.BulkResult;
import io.muster.core.hub.HubFailure;
import io.muster.core.hub.HubFailure.Kind;
import io.muster.core.hub.HubIdentity;
import io.muster.core.hub.HubModule;
import io.muster.core.hub.HubRegistry;
import io.muster.core.hub.HubTwin;
import io.muster.core.hub.LinkedHub;
import io.muster.core.hub.NewIdentity;
import io.muster.core.hub.SeenIdentity;
import io.muster.core.identity.DeviceId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The hubs as they are, with every 429 told to the levelling. */
public final class LevelledRegistry implements HubRegistry {
    private final HubRegistry hubs;
    private final Levelling levelling;

    public LevelledRegistry(HubRegistry hubs, Levelling levelling) {
        this.hubs = hubs;
        this.levelling = levelling;
    }

    @Override
    public Written write(LinkedHub hub, HubIdentity identity, boolean expectedToExist, Duration timeout)
            throws HubFailure {
        return told(hub, () -> hubs.write(hub, identity, expectedToExist, timeout));
    }

    @Override
    public Optional<HubTwin> twin(LinkedHub hub, DeviceId deviceId, Duration timeout) throws HubFailure {
        return told(hub, () -> hubs.twin(hub, deviceId, timeout));
    }

    @Override
    public void writeTwin(LinkedHub hub, DeviceId deviceId, HubTwin twin, TwinWrite how, Duration timeout)
            throws HubFailure {
        done(hub, () -> hubs.writeTwin(hub, deviceId, twin, how, timeout));
    }

    @Override
    public void delete(LinkedHub hub, DeviceId deviceId, Duration timeout) throws HubFailure {
        done(hub, () -> hubs.delete(hub, deviceId, timeout));
    }

    @Override
    public void setEnabled(LinkedHub hub, DeviceId deviceId, boolean enabled, Duration timeout) throws HubFailure {
        done(hub, () -> hubs.setEnabled(hub, deviceId, enabled, timeout));
    }

    @Override
    public Optional<SeenIdentity> find(LinkedHub hub, DeviceId deviceId, Duration timeout) throws HubFailure {
        return told(hub, () -> hubs.find(hub, deviceId, timeout));
    }

    @Override
    public boolean delete(LinkedHub hub, SeenIdentity seen, Duration timeout) throws HubFailure {
        return told(hub, () -> hubs.delete(hub, seen, timeout));
    }

    @Override
    public boolean disable(LinkedHub hub, SeenIdentity seen, Duration timeout) throws HubFailure {
        return told(hub, () -> hubs.disable(hub, seen, timeout));
    }

    @Override
    public BulkResult writeAll(LinkedHub hub, List<NewIdentity> identities, Duration timeout) throws HubFailure {
        BulkResult result = told(hub, () -> hubs.writeAll(hub, identities, timeout));
        result.refused().values().stream()
                .filter(failure -> failure.kind() == Kind.THROTTLED)
                .findFirst()
                .ifPresent(failure -> levelling.refused(hub.host(), failure.retryAfter()));
        return result;
    }

    @Override
    public List<HubModule> modules(LinkedHub hub, DeviceId deviceId, Duration timeout) throws HubFailure {
        return told(hub, () -> hubs.modules(hub, deviceId, timeout));
    }

    @Override
    public void writeModule(LinkedHub hub, DeviceId deviceId, HubModule module, Duration timeout) throws HubFailure {
        done(hub, () -> hubs.writeModule(hub, deviceId, module, timeout));
    }

    private interface Call<T> {
        T make() throws HubFailure;
    }

    private interface Action {
        void make() throws HubFailure;
    }

    private <T> T told(LinkedHub hub, Call<T> call) throws HubFailure {
        try {
            return call.make();
        } catch (HubFailure failure) {
            if (failure.kind() == Kind.THROTTLED) {
                levelling.refused(hub.host(), failure.retryAfter());
            }
            throw failure;
        }
    }

    private void done(LinkedHub hub, Action action) throws HubFailure {
        Boolean unused = told(hub, () -> {
            action.make();
            return true;
        });
    }
}
