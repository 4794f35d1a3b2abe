package io.muster.conformance.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.conformance.http.Answer;
import io.muster.conformance.http.Call;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.Patience;
import io.muster.conformance.http.Sas;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LocalStackExtension.class)
@DisplayName("The answer to a register")
final class RegisterAnswerTest {
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{7}Z";

    private final LocalStack stack;
    private final DeviceApi devices;
    private final ServiceApi service;
    private final String id = Names.fresh("answer");

    RegisterAnswerTest(LocalStack stack) {
        this.stack = stack;
        this.devices = new DeviceApi(stack);
        this.service = new ServiceApi(stack);
    }

    @Test
    @DisplayName("clients.md 1, 3, 4: 202 exactly, JSON by name, assigned at once in lower case")
    void assignedAtOnce() {
        String key = service.individual(id);
        // On a machine under load the hub may take longer than a register waits for it, the first time.
        Answer answer = Patience.until(
                Duration.ofSeconds(30),
                () -> devices.register(id, key),
                each -> each.status() != 202 || each.text("/status").equals("assigned"));

        assertEquals(202, answer.status(), answer::toString);
        assertEquals(
                "application/json; charset=utf-8", answer.header("Content-Type").orElse(""));
        assertEquals("assigned", answer.text("/status"));
        assertTrue(answer.header("x-ms-request-id").isPresent());
        assertFalse(answer.header("Retry-After").isPresent(), "nothing to come back for");
    }

    @Test
    @DisplayName("clients.md 6, 7: operation id, status and a full registrationState, times with seven digits and Z")
    void fullState() {
        Answer answer = devices.provision(id, service.individual(id));

        assertFalse(answer.text("/operationId").isEmpty());
        JsonNode state = answer.json().path("registrationState");
        assertEquals(id, state.path("registrationId").asText());
        assertEquals(id, state.path("deviceId").asText());
        assertEquals("assigned", state.path("status").asText());
        assertEquals("initialAssignment", state.path("substatus").asText());
        assertTrue(stack.hubs().stream()
                .anyMatch(hub -> hub.host().equals(state.path("assignedHub").asText())));
        assertFalse(state.path("etag").asText().isEmpty());
        assertTrue(state.path("createdDateTimeUtc").asText().matches(TIME));
        assertTrue(state.path("lastUpdatedDateTimeUtc").asText().matches(TIME));
    }

    @Test
    @DisplayName(
            "issue 2: with a 32-character id and a 48-character hub the answer is compact, without nulls, at most 512 bytes")
    void fitsSmallClients() {
        String longId = (id + "-" + "d".repeat(32)).substring(0, 32);
        Answer individual = devices.provision(longId, service.individual(longId));
        String member = ("g-" + id + "d".repeat(32)).substring(0, 32);
        String group = Names.fresh("fleet");
        Answer grouped = devices.provision(member, Sas.derive(service.group(group), member));

        for (Answer answer : new Answer[] {individual, grouped}) {
            assertEquals("assigned", answer.text("/status"), answer::toString);
            assertEquals(48, answer.text("/registrationState/assignedHub").length(), "the test's own premise");
            assertTrue(answer.bytes() <= 512, answer.bytes() + " bytes: " + answer.body());
            assertFalse(answer.body().contains("null") || answer.body().matches("(?s).*[\\n\\t].*|.*\": .*"));
        }
    }

    @Test
    @DisplayName("1.11: a group's device is told its group, an individual's is not")
    void tellsGroup() {
        String group = Names.fresh("fleet");
        Answer answer = devices.provision(id, Sas.derive(service.group(group), id));

        assertEquals(group, answer.text("/registrationState/symmetricKey/enrollmentGroupId"), answer::toString);
        String alone = Names.fresh("alone");
        Answer individual = devices.provision(alone, service.individual(alone));
        assertTrue(individual
                .json()
                .at("/registrationState/symmetricKey/enrollmentGroupId")
                .isMissingNode());
    }

    @Test
    @DisplayName("1.20: a second register is a new operation that ends on the same hub")
    void secondRegister() {
        String key = service.individual(id);
        Answer first = devices.provision(id, key);
        Answer second = devices.provision(id, key);

        assertEquals("assigned", second.text("/status"));
        assertNotEquals(first.text("/operationId"), second.text("/operationId"));
        assertEquals(first.text("/registrationState/assignedHub"), second.text("/registrationState/assignedHub"));
        assertEquals(
                first.text("/registrationState/createdDateTimeUtc"),
                second.text("/registrationState/createdDateTimeUtc"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "{\"payload\":\"{\\\"a\\\":1}\"}", "{\"payload\":{\"a\":[1,null]}}", "{\"payload\":7}"
            })
    @DisplayName("clients.md 14, 15: a body without id, none at all, and any payload are fine")
    void toleratesBodies(String body) {
        String key = service.individual(id);
        Call bare = Call.of("PUT", devices.path(id) + "/register" + DeviceApi.VERSION)
                .with("Authorization", devices.token(id, key));
        Answer answer = devices.send(body.isEmpty() ? bare : bare.json(body));

        assertEquals(202, answer.status(), answer::toString);
    }

    @Test
    @DisplayName(
            "clients.md 14, 1.19: lower-case authorization, forceRegistration and Content-Encoding utf-8 do no harm")
    void toleratesHeaders() {
        String key = service.individual(id);
        Answer answer = devices.send(
                Call.of("PUT", devices.path(id) + "/register" + DeviceApi.VERSION + "&forceRegistration=true")
                        .json("{\"registrationId\":\"" + id + "\"}")
                        .with("authorization", devices.token(id, key))
                        .with("UserAgent", "iothub_c_sdk/1")
                        .with("Content-Encoding", "utf-8"));

        assertEquals(202, answer.status(), answer::toString);
    }

    @Test
    @DisplayName("1.25, 2.11: ids that differ in case only are one device, whose hub id keeps the first spelling")
    void oneDeviceInAnyCase() {
        String key = service.individual(id);
        Answer first = devices.provision(id, key);
        String upper = id.toUpperCase(Locale.ROOT);
        Answer second = devices.provision(upper, key);

        assertEquals(id, second.text("/registrationState/deviceId"), second::toString);
        assertEquals(first.text("/registrationState/assignedHub"), second.text("/registrationState/assignedHub"));
        Answer inBody = devices.send(devices.registerCall(id)
                .json("{\"registrationId\":\"" + upper + "\"}")
                .with("Authorization", devices.token(id, key)));
        assertEquals(202, inBody.status(), inBody::toString);
    }

    @Test
    @DisplayName("2.11: a group's key may be derived from the id as presented or from its lower-case form")
    void derivedInEitherCase() {
        String groupKey = service.group(Names.fresh("fleet"));
        String mixed = "Mixed-" + id;
        String other = "Other-" + id;

        assertEquals(202, devices.register(mixed, Sas.derive(groupKey, mixed)).status());
        assertEquals(
                202,
                devices.register(other, Sas.derive(groupKey, other.toLowerCase(Locale.ROOT)))
                        .status());
        assertEquals(
                401, devices.register("x" + other, Sas.derive(groupKey, other)).status());
    }
}
