package io.muster.azure.iothub;

import io.muster.core.hub.HubFailure;
import io.muster.core.hub.HubFailure.Kind;
import io.muster.core.hub.HubModule;
import io.muster.core.hub.HubTwin;
import io.muster.core.hub.LinkedHub;
import io.muster.core.identity.DeviceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Module identities and their twins: what an Edge device is lost without when it moves (4.7). */
final class HubModules {
    private final HubClient client;
    private final IdentityWrites writes;
    private final HubJson twins;
    private final ModuleJson json;

    HubModules(HubClient client, IdentityWrites writes, HubJson twins) {
        this.client = client;
        this.writes = writes;
        this.twins = twins;
        this.json = new ModuleJson(twins);
    }

    List<HubModule> all(LinkedHub hub, DeviceId deviceId, Deadline deadline) throws HubFailure {
        HubCall call = HubCall.listModules(deviceId);
        Optional<HubAnswer> answer = client.find(hub, call, deadline);
        if (answer.isEmpty()) {
            return List.of();
        }
        List<HubModule> modules = new ArrayList<>();
        for (HubModule module : listed(hub, call, answer.get())) {
            // One that is gone by now has no twin, and is not there.
            twin(hub, deviceId, module, deadline).ifPresent(modules::add);
        }
        return List.copyOf(modules);
    }

    private List<HubModule> listed(LinkedHub hub, HubCall call, HubAnswer answer) throws HubFailure {
        try {
            return json.readAll(answer.body());
        } catch (IllegalArgumentException e) {
            throw HubClient.unreadable(hub, call, e);
        }
    }

    private Optional<HubModule> twin(LinkedHub hub, DeviceId deviceId, HubModule module, Deadline deadline)
            throws HubFailure {
        HubCall call = HubCall.readModuleTwin(deviceId, module.moduleId());
        Optional<HubAnswer> answer = client.find(hub, call, deadline);
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        try {
            HubTwin twin = twins.readTwin(answer.get().body());
            return Optional.of(new HubModule(module.moduleId(), module.managedBy(), module.authentication(), twin));
        } catch (IllegalArgumentException e) {
            throw HubClient.unreadable(hub, call, e);
        }
    }

    void write(LinkedHub hub, DeviceId deviceId, HubModule module, Deadline deadline) throws HubFailure {
        String body = json.write(deviceId, module);
        writes.write(
                hub,
                HubCall.createModule(deviceId, module.moduleId(), body),
                HubCall.updateModule(deviceId, module.moduleId(), body),
                module.madeByHub(),
                deadline);
        if (module.twin().equals(HubTwin.EMPTY)) {
            return;
        }
        String twin = json.twin(deviceId, module);
        HubCall call = HubCall.replaceModuleTwin(deviceId, module.moduleId(), twin);
        HubAnswer answer = client.send(hub, call, deadline);
        if (answer.status() == 404) {
            // It was written a moment ago: removed meanwhile, or the hub is not done with it yet.
            throw HubClient.failure(Kind.UNAVAILABLE, hub, "the module is gone before its twin was written");
        }
        if (!answer.success()) {
            throw client.refusal(hub, call, answer);
        }
    }
}
