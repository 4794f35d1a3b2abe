package io.muster.conformance.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.conformance.http.Answer;
import io.muster.conformance.http.Call;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.spec.SpecOperation;
import io.muster.conformance.spec.Specification;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(LocalStackExtension.class)
@DisplayName("issue 3.6: the device API answers as its published definition says, version by version")
final class DeviceOperationsTest {
    private final DeviceApi device;
    private final ServiceApi service;
    private final String id = Names.fresh("device");

    DeviceOperationsTest(LocalStack stack) {
        this.device = new DeviceApi(stack);
        this.service = new ServiceApi(stack);
    }

    @BeforeEach
    void definitionsAreThere() {
        Specification unused = Published.required();
    }

    static Stream<Arguments> operations() {
        return Published.operations("device");
    }

    @ParameterizedTest(name = "{1} of {0}")
    @MethodSource("operations")
    @DisplayName("A success has a status, the headers and the body of its definition")
    void success(String version, String operation) {
        String key = service.individual(id);
        Call call = call(operation, version, key);

        Answer answer = device.send(call.with("Authorization", device.token(id, key)));

        SpecOperation published = Published.operation("device", version, answer.exchange(call));
        assertEquals(operation, published.id());
        assertTrue(published.successes().contains(answer.status()), answer::toString);
        assertEquals(List.of(), Published.required().faults(answer.exchange(call)));
    }

    @ParameterizedTest(name = "{1} of {0}")
    @MethodSource("operations")
    @DisplayName("1.14: a refusal has the published form")
    void refusal(String version, String operation) {
        Call call = call(operation, version, service.individual(id));

        Answer anonymous = device.send(call);
        Answer stranger = device.send(call.with("Authorization", device.token(id, Names.key(32))));
        Answer elsewhere = device.send(call.withTarget(call.target().replaceFirst("/[^/]+/", "/0ne00000000/")));

        for (Answer answer : List.of(anonymous, stranger, elsewhere)) {
            assertEquals(List.of(), Published.required().faults(answer.exchange(call)));
            assertEquals(answer.status(), answer.errorCode() / 1000, answer::toString);
        }
        assertEquals(List.of(401, 401, 404), List.of(anonymous.status(), stranger.status(), elsewhere.status()));
    }

    /** The call of an operation, without token, after a registration where it needs one. */
    private Call call(String operation, String version, String key) {
        String query = "?api-version=" + version;
        String body = "{\"registrationId\":\"" + id + "\"}";
        String verb = operation.substring(operation.indexOf('_') + 1);
        return switch (verb) {
            case "RegisterDevice", "RegisterDeviceAndIssueCertificate" ->
                Call.of("PUT", device.path(id) + "/register" + query).json(body);
            case "OperationStatusLookup" -> {
                String running = device.register(id, key).text("/operationId");
                yield Call.of("GET", device.path(id) + "/operations/" + running + query);
            }
            case "DeviceRegistrationStatusLookup" -> {
                assertEquals("assigned", device.provision(id, key).text("/status"));
                yield Call.of("POST", device.path(id) + query).json(body);
            }
            default -> throw new AssertionError("no call is written for " + operation);
        };
    }
}
