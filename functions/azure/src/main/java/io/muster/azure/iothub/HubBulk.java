package io.muster.azure.iothub;

import io.muster.azure.iothub.BulkJson.Mode;
import io.muster.azure.iothub.BulkJson.Refused;
import io.muster.core.hub.BulkResult;
import io.muster.core.hub.HubFailure;
import io.muster.core.hub.HubFailure.Kind;
import io.muster.core.hub.HubRegistry;
import io.muster.core.hub.LinkedHub;
import io.muster.core.hub.NewIdentity;
import io.muster.core.identity.DeviceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The hub's bulk call: up to 100 identities in a request, each written or refused on its own. */
final class HubBulk {
    private final HubClient client;
    private final BulkJson json;

    HubBulk(HubClient client, HubJson json) {
        this.client = client;
        this.json = new BulkJson(json);
    }

    BulkResult writeAll(LinkedHub hub, List<NewIdentity> identities, Deadline deadline) throws HubFailure {
        Map<DeviceId, NewIdentity> byId = byId(identities);
        Map<DeviceId, HubFailure> refused = new HashMap<>();
        List<NewIdentity> sent = new ArrayList<>();
        for (NewIdentity each : byId.values()) {
            DeviceId id = each.identity().deviceId();
            // The body could name it, but no later call could.
            HubCall.unaddressable(id).ifPresentOrElse(failure -> refused.put(id, failure), () -> sent.add(each));
        }
        List<NewIdentity> there = new ArrayList<>();
        for (Refused error : run(hub, Mode.CREATE, sent, deadline)) {
            NewIdentity identity = known(hub, byId, error);
            if (HubErrors.exists(error.code())) {
                there.add(identity);
            } else {
                refused.put(identity.identity().deviceId(), failure(hub, "bulk write", error));
            }
        }
        overwrite(hub, there, refused, deadline);
        return new BulkResult(refused);
    }

    /** Writes what the hub had already: a second request, and a third where there are initial twins. */
    private void overwrite(LinkedHub hub, List<NewIdentity> there, Map<DeviceId, HubFailure> refused, Deadline deadline)
            throws HubFailure {
        List<NewIdentity> twins = there.stream()
                .filter(identity -> identity.initialTwin().isPresent())
                .toList();
        Map<DeviceId, NewIdentity> byId = byId(there);
        for (Mode mode : List.of(Mode.UPDATE, Mode.UPDATE_TWIN)) {
            for (Refused error : run(hub, mode, mode == Mode.UPDATE ? there : twins, deadline)) {
                DeviceId id = known(hub, byId, error).identity().deviceId();
                refused.put(
                        id,
                        HubErrors.absent(error.code())
                                ? HubClient.failure(Kind.UNAVAILABLE, hub, "the identity comes and goes")
                                : failure(hub, "bulk write", error));
            }
        }
    }

    private List<Refused> run(LinkedHub hub, Mode mode, List<NewIdentity> identities, Deadline deadline)
            throws HubFailure {
        return identities.isEmpty() ? List.of() : run(hub, HubCall.bulk(json.write(mode, identities)), deadline);
    }

    private static Map<DeviceId, NewIdentity> byId(List<NewIdentity> identities) {
        if (identities.size() > HubRegistry.MOST_AT_ONCE) {
            throw new IllegalArgumentException("at most " + HubRegistry.MOST_AT_ONCE + " identities in a bulk call");
        }
        Map<DeviceId, NewIdentity> byId = new LinkedHashMap<>();
        for (NewIdentity each : identities) {
            if (byId.put(each.identity().deviceId(), each) != null) {
                throw new IllegalArgumentException("a bulk call has each device once");
            }
        }
        return byId;
    }

    private static NewIdentity known(LinkedHub hub, Map<DeviceId, NewIdentity> asked, Refused error) throws HubFailure {
        return asked.values().stream()
                .filter(each -> each.identity().deviceId().text().equals(error.deviceId()))
                .findFirst()
                // Which of ours was refused cannot be told, so none counts as written.
                .orElseThrow(() -> HubClient.failure(
                        Kind.UNAVAILABLE, hub, "the answer to bulk write names a device not asked for"));
    }

    /** What the hub refused; a failure when it refused the request as a whole. */
    List<Refused> run(LinkedHub hub, HubCall call, Deadline deadline) throws HubFailure {
        HubAnswer answer = client.send(hub, call, deadline);
        if (!answer.success() && answer.status() != 400) {
            throw client.refusal(hub, call, answer);
        }
        try {
            return json.readErrors(answer.body());
        } catch (IllegalArgumentException e) {
            // A 400 is also how the hub refuses a request that it cannot read.
            throw answer.success() ? HubClient.unreadable(hub, call, e) : client.refusal(hub, call, answer);
        }
    }

    static HubFailure failure(LinkedHub hub, String what, Refused error) {
        String code = HubErrors.codeOnly(error.code());
        return new HubFailure(
                HubErrors.kindOf(code),
                "hub " + hub.host().name() + ": " + what + " refused" + (code.isEmpty() ? "" : " as " + code),
                Optional.empty());
    }
}
