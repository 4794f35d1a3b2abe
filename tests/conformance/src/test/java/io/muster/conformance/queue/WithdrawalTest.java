package io.muster.conformance.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.muster.conformance.http.Answer;
import io.muster.conformance.http.Call;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.Patience;
import io.muster.conformance.http.Sas;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.http.Wire;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
@DisplayName("issue 2.3: what is withdrawn is withdrawn on every instance within 30 s")
final class WithdrawalTest {
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final DeviceApi devices;
    private final ServiceApi service;
    private final List<Wire> instances;
    private final String id = Names.fresh("member");

    WithdrawalTest(LocalStack stack) {
        this.devices = new DeviceApi(stack);
        this.service = new ServiceApi(stack);
        this.instances = stack.functionsHosts().stream().map(Wire::new).toList();
    }

    @Test
    @DisplayName("a group deleted, a group disabled and a group's key rolled; the new key works at once")
    void groups() {
        String deleted = Names.fresh("deleted");
        String disabled = Names.fresh("disabled");
        String rolled = Names.fresh("rolled");
        String deletedKey = member(service.group(deleted), "a-" + id);
        String disabledKey = member(service.group(disabled), "b-" + id);
        String rolledKey = member(service.group(rolled), "c-" + id);

        assertEquals(204, service.delete("/enrollmentGroups/" + deleted).status());
        Answer off = service.replace(
                "/enrollmentGroups/" + disabled, "{\"provisioningStatus\":\"disabled\"," + mechanism(disabled) + "}");
        assertEquals(200, off.status(), off::toString);
        String newKey = service.replace(
                        "/enrollmentGroups/" + rolled, "{" + ServiceApi.attestation(Names.key(64)) + "}")
                .text("/attestation/symmetricKey/primaryKey");

        assertEquals(
                "assigned",
                devices.provision("c-" + id, Sas.derive(newKey, "c-" + id)).text("/status"));
        everywhere("a-" + id, deletedKey, answer -> answer.status() == 401);
        everywhere("b-" + id, disabledKey, answer -> answer.body().contains("\"status\":\"disabled\""));
        everywhere("c-" + id, rolledKey, answer -> answer.status() == 401);
    }

    @Test
    @DisplayName("2.26: a disabled individual enrollment blocks a group's device by its id; without proof it is 401")
    void individualBlocks() {
        String key = member(service.group(Names.fresh("fleet")), id);
        Answer made = service.put(
                "/enrollments/" + id,
                "{\"provisioningStatus\":\"disabled\",\"attestation\":{\"type\":\"symmetricKey\"}}");
        assertEquals(200, made.status(), made::toString);

        everywhere(id, key, answer -> answer.status() == 401);
        Answer proven = devices.register(id, made.text("/attestation/symmetricKey/primaryKey"));
        assertEquals(202, proven.status(), proven::toString);
        assertEquals("disabled", proven.text("/registrationState/status"));
    }

    private String member(String groupKey, String device) {
        String key = Sas.derive(groupKey, device);
        Answer answer = devices.provision(device, key);
        assertEquals("assigned", answer.text("/status"), answer::toString);
        return key;
    }

    /** The member {@code attestation} as the group has it. */
    private String mechanism(String group) {
        return "\"attestation\":"
                + service.authorized(Call.of(
                                "POST", "/enrollmentGroups/" + group + "/attestationmechanism" + ServiceApi.VERSION))
                        .body();
    }

    private void everywhere(String device, String key, Predicate<Answer> refused) {
        Call register = devices.registerCall(device).with("Authorization", devices.token(device, key));
        for (Wire instance : instances) {
            Answer unused = Patience.until(BOUND, () -> instance.send(register), refused);
        }
    }
}
