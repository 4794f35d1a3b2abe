package io.muster.conformance.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.conformance.http.Answer;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.Patience;
import io.muster.conformance.http.Sas;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.http.Wire;
import io.muster.conformance.stack.Hub;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A service of its own, since the shared one leaves hub identities alone as DPS does. */
@ExtendWith(LocalStackExtension.class)
@DisplayName("issue 5.5: with MUSTER_DEPROVISION=delete")
final class DeprovisionTest {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static LocalStack stack;
    private static ServiceApi service;
    private static DeviceApi devices;

    @BeforeAll
    static void start() {
        stack = LocalStack.ofItsOwn("deprovision", List.of("MUSTER_DEPROVISION=delete"));
        Wire edge = new Wire(stack.edge(), stack.trust());
        service = new ServiceApi(stack, edge);
        devices = new DeviceApi(stack, edge);
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    /** The last thing that happened to the device's identity on its hub, once that is {@code event}. */
    private static void awaitLast(Hub hub, String id, String event) {
        List<String> events = Patience.until(
                LONGEST,
                () -> hub.history(id).stream().map(Hub.Change::event).toList(),
                seen -> !seen.isEmpty() && seen.get(seen.size() - 1).equals(event));
        assertTrue(events.contains("created"), events::toString);
    }

    private static Hub assigned(String id, String key) {
        Answer answer = devices.provision(id, key);
        assertEquals("assigned", devices.lookUp(id, key).text("/status"), answer::toString);
        return stack.hub(devices.lookUp(id, key).text("/assignedHub"));
    }

    @Test
    @DisplayName("a deleted enrollment takes the identity with it; made anew, its device gets in again")
    void individual() {
        String id = Names.fresh("gone");
        Hub hub = assigned(id, service.individual(id));

        assertEquals(204, service.delete("/enrollments/" + id).status());
        awaitLast(hub, id, "deleted");

        Hub again = assigned(id, service.individual(id));
        awaitLast(again, id, "created");
    }

    @Test
    @DisplayName("a deleted record takes the identity with it")
    void record() {
        String id = Names.fresh("forgotten");
        Hub hub = assigned(id, service.individual(id));

        assertEquals(204, service.delete("/registrations/" + id).status());

        awaitLast(hub, id, "deleted");
    }

    @Test
    @DisplayName("a disabled group disables its members; one with an enrollment of its own stays")
    void group() {
        String group = Names.fresh("line");
        String groupKey = service.group(group);
        String member = Names.fresh("member");
        String kept = Names.fresh("kept");
        Hub hub = assigned(member, Sas.derive(groupKey, member));
        Hub ofKept = assigned(kept, Sas.derive(groupKey, kept));
        String unused = service.individual(kept);

        Answer answer = service.replace(
                "/enrollmentGroups/" + group,
                "{\"enrollmentGroupId\":\"" + group + "\",\"provisioningStatus\":\"disabled\","
                        + ServiceApi.attestation(groupKey) + "}");
        assertEquals(200, answer.status(), unused);

        awaitLast(hub, member, "disabled");
        // Its order went out before the member's: they go in the order of their ids.
        assertTrue(ofKept.history(kept).stream().allMatch(Hub.Change::enabled));
    }
}
