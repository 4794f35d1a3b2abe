package io.muster.conformance.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.conformance.http.Answer;
import io.muster.conformance.http.Call;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
@DisplayName("Looking up operations and registrations")
final class LookUpTest {
    private final DeviceApi devices;
    private final ServiceApi service;
    private final String id = Names.fresh("lookup");

    LookUpTest(LocalStack stack) {
        this.devices = new DeviceApi(stack);
        this.service = new ServiceApi(stack);
    }

    @Test
    @DisplayName("clients.md 2, 14; 1.6: a finished operation is 200 without Retry-After, also for a GET with body {}")
    void finishedOperation() {
        String key = service.individual(id);
        String operation = devices.provision(id, key).text("/operationId");

        Answer plain = devices.operation(id, operation, key);
        Answer withBody = devices.send(Call.of("GET", devices.path(id) + "/operations/" + operation + DeviceApi.VERSION)
                .json("{}")
                .with("Authorization", devices.token(id, key)));

        for (Answer answer : new Answer[] {plain, withBody}) {
            assertEquals(200, answer.status(), answer::toString);
            assertEquals("assigned", answer.text("/status"));
            assertEquals(operation, answer.text("/operationId"));
            assertEquals(id, answer.text("/registrationState/registrationId"));
            assertFalse(answer.header("Retry-After").isPresent());
        }
    }

    @Test
    @DisplayName("1.7, 1.16b: an operation id of another device, and one that never was, are 404203")
    void operationOfOneDeviceOnly() {
        String key = service.individual(id);
        String other = Names.fresh("other");
        String otherKey = service.individual(other);
        String operation = devices.provision(id, key).text("/operationId");
        assertEquals(202, devices.register(other, otherKey).status());

        Answer foreign = devices.operation(other, operation, otherKey);
        Answer never = devices.operation(id, operation + "0", key);

        assertEquals(404203, foreign.errorCode(), foreign::toString);
        assertEquals(404, foreign.status());
        assertTrue(never.status() == 404 || never.status() == 400, never::toString);
        assertEquals(401, devices.operation(id, operation, otherKey).status());
    }

    @Test
    @DisplayName("seams 5: an older operation of the same device is still answered")
    void olderOperation() {
        String key = service.individual(id);
        String older = devices.provision(id, key).text("/operationId");
        assertEquals(202, devices.register(id, key).status());

        Answer answer = devices.finished(id, older, key);

        assertEquals(200, answer.status(), answer::toString);
        assertEquals(older, answer.text("/operationId"));
    }

    @Test
    @DisplayName(
            "clients.md 2, 1.30: the look-up answers 200 with the bare registration, by POST and by GET, with proof only")
    void registration() {
        String key = service.individual(id);
        Answer before = devices.lookUp(id, key);
        assertEquals("assigned", devices.provision(id, key).text("/status"));

        Answer posted = devices.lookUp(id, key);
        Answer got = devices.send(Call.of("GET", devices.path(id) + DeviceApi.VERSION)
                .json("{}")
                .with("authorization", devices.token(id, key)));
        Answer unproven = devices.lookUp(id, Names.key(32));

        assertEquals(404202, before.errorCode(), before::toString);
        assertEquals(200, posted.status(), posted::toString);
        assertEquals("assigned", posted.text("/status"));
        assertEquals(id, posted.text("/registrationId"));
        assertEquals(200, got.status(), got::toString);
        assertEquals(posted.body(), got.body());
        assertEquals(401, unproven.status());
    }
}
