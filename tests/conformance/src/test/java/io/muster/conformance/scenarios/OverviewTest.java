package io.muster.conformance.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.conformance.http.Answer;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.Patience;
import io.muster.conformance.http.Sas;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.stack.Hub;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
@DisplayName("issue 5: the scenarios of the overview")
final class OverviewTest {
    private static final int FLEET = 40;

    private final LocalStack stack;
    private final ServiceApi service;
    private final DeviceApi devices;

    OverviewTest(LocalStack stack) {
        this.stack = stack;
        this.service = new ServiceApi(stack);
        this.devices = new DeviceApi(stack);
    }

    @Test
    @DisplayName("zero touch: a device that knows scope, id and key is on its hub, enabled, and nobody touched a thing")
    void zeroTouch() {
        String id = Names.fresh("touchless");
        String key = Sas.derive(service.group(Names.fresh("line")), id);
        Hub hub = stack.hub(assigned(devices.provision(id, key)));
        List<Hub.Change> history = hub.history(id);
        assertEquals(List.of("created"), history.stream().map(Hub.Change::event).toList());
        assertTrue(history.get(0).enabled());
    }

    @Test
    @DisplayName("balance: a fleet spreads over all hubs, and each device finds its own again")
    void balance() {
        String group = Names.fresh("spread");
        String groupKey = service.group(group);
        Map<String, String> hubs = new HashMap<>();
        for (int i = 0; i < FLEET; i++) {
            String id = group + "-" + i;
            hubs.put(id, assigned(devices.provision(id, Sas.derive(groupKey, id))));
        }
        assertTrue(hubs.values().stream().distinct().count() > 1, hubs::toString);
        hubs.forEach((id, hub) -> assertEquals(hub, assigned(devices.provision(id, Sas.derive(groupKey, id)))));
    }

    @Test
    @DisplayName(
            "multitenancy: each customer's enrollment leads to that customer's hub, whatever the devices are called")
    void multitenancy() {
        for (int tenant = 0; tenant < 2; tenant++) {
            String group = Names.fresh("tenant");
            String groupKey = group(group, "\"allocationPolicy\":\"static\",\"iotHubs\":[\"" + host(tenant) + "\"]");
            for (int i = 0; i < 5; i++) {
                String id = group + "-" + i;
                assertEquals(host(tenant), assigned(devices.provision(id, Sas.derive(groupKey, id))));
            }
        }
    }

    @Test
    @DisplayName("isolation by use case: one device of a fleet is taken out of it by an enrollment of its own")
    void isolation() {
        String group = Names.fresh("fleet");
        String groupKey = group(group, "\"iotHubs\":[\"" + host(0) + "\"]");
        String lab = group + "-lab";
        String key = Names.key(32);
        Answer made = service.put(
                "/enrollments/" + lab,
                "{\"registrationId\":\"" + lab + "\"," + ServiceApi.attestation(key)
                        + ",\"allocationPolicy\":\"static\",\"iotHubs\":[\"" + host(1) + "\"]}");
        assertEquals(200, made.status(), made::toString);
        assertEquals(host(1), assigned(devices.provision(lab, key)));
        assertEquals(401, devices.register(lab, Sas.derive(groupKey, lab)).status());
        String field = group + "-field";
        assertEquals(host(0), assigned(devices.provision(field, Sas.derive(groupKey, field))));
    }

    @Test
    @DisplayName("geo-sharding: devices go to the hub that is near, by the region they name")
    void geoSharding() {
        String group = Names.fresh("world");
        String groupKey = group(
                group, "\"allocationPolicy\":\"geoLatency\",\"iotHubs\":[\"" + host(0) + "\",\"" + host(1) + "\"]");
        assertEquals(host(0), assigned(from(group + "-lisbon", groupKey, "pt")));
        assertEquals(host(1), assigned(from(group + "-toronto", groupKey, "ca")));
    }

    @Test
    @DisplayName("reprovision on change: when its group moves to another hub, so does the device, once, with its twin")
    void reprovision() {
        String group = Names.fresh("moving");
        String twin = ",\"initialTwin\":{\"tags\":{\"site\":\"north\"},\"properties\":{\"desired\":{}}}";
        String groupKey = group(group, "\"iotHubs\":[\"" + host(0) + "\"]" + twin);
        String id = group + "-1";
        String key = Sas.derive(groupKey, id);
        assertEquals(host(0), assigned(devices.provision(id, key)));
        Answer moved = service.replace(
                "/enrollmentGroups/" + group,
                "{\"enrollmentGroupId\":\"" + group + "\",\"attestation\":{\"type\":\"symmetricKey\"},\"iotHubs\":[\""
                        + host(1) + "\"]}");
        assertEquals(200, moved.status(), moved::toString);

        Answer again = Patience.until(
                Duration.ofSeconds(40),
                () -> devices.provision(id, key),
                answer -> assigned(answer).equals(host(1)));

        assertEquals("deviceDataMigrated", again.text("/registrationState/substatus"));
        assertEquals("deleted", last(stack.hubs().get(0), id).event());
        assertTrue(last(stack.hubs().get(1), id).enabled());
    }

    @Test
    @DisplayName("key rolling: with a group's key replaced, the old one is nothing worth and the new one gets in")
    void keyRolling() {
        String group = Names.fresh("rolling");
        String id = group + "-1";
        String old = Sas.derive(service.group(group), id);
        String hub = assigned(devices.provision(id, old));
        String fresh = Names.key(64);
        Answer rolled = service.replace(
                "/enrollmentGroups/" + group,
                "{\"enrollmentGroupId\":\"" + group + "\"," + ServiceApi.attestation(fresh) + "}");
        assertEquals(200, rolled.status(), rolled::toString);
        assertEquals(hub, assigned(devices.provision(id, Sas.derive(fresh, id))));
        Patience.until(Duration.ofSeconds(40), () -> devices.register(id, old).status(), status -> status == 401);
    }

    private Answer from(String id, String groupKey, String region) {
        String key = Sas.derive(groupKey, id);
        Answer first = devices.send(devices.registerCall(id)
                .json("{\"registrationId\":\"" + id + "\",\"payload\":{\"clientRegion\":\"" + region + "\"}}")
                .with("Authorization", devices.token(id, key)));
        return first.text("/status").equals("assigning")
                ? devices.finished(id, first.text("/operationId"), key)
                : first;
    }

    /** Makes a group and returns its key. */
    private String group(String id, String members) {
        String key = Names.key(64);
        Answer made = service.put(
                "/enrollmentGroups/" + id,
                "{\"enrollmentGroupId\":\"" + id + "\"," + ServiceApi.attestation(key) + "," + members + "}");
        assertEquals(200, made.status(), made::toString);
        return key;
    }

    private static String assigned(Answer answer) {
        assertEquals("assigned", answer.text("/status"), answer::toString);
        return answer.text("/registrationState/assignedHub");
    }

    private static Hub.Change last(Hub hub, String id) {
        List<Hub.Change> history = hub.history(id);
        return history.get(history.size() - 1);
    }

    private String host(int hub) {
        return stack.hubs().get(hub).host();
    }
}
