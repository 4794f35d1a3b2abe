package io.muster.conformance.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.conformance.http.Answer;
import io.muster.conformance.http.Call;
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
@DisplayName("issue 3.6: the service API answers as its published definition says, version by version")
final class ServiceOperationsTest {
    private final ServiceOperations operations;

    ServiceOperationsTest(LocalStack stack) {
        this.operations = new ServiceOperations(stack);
    }

    @BeforeEach
    void definitionsAreThere() {
        Specification unused = Published.required();
    }

    static Stream<Arguments> operations() {
        return Published.operations("service");
    }

    @ParameterizedTest(name = "{1} of {0}")
    @MethodSource("operations")
    @DisplayName("A success has the status, headers and body of its definition")
    void success(String version, String operation) {
        Call call = operations.call(operation, version);

        Answer answer = operations.authorized(call);

        SpecOperation published = Published.operation("service", version, answer.exchange(call));
        assertEquals(operation, published.id());
        assertEquals(published.successes(), List.of(answer.status()), answer::toString);
        assertEquals(List.of(), Published.required().faults(answer.exchange(call)));
        if (operation.endsWith("_Query")) {
            // rest.md 3.5: Java's client throws without the type.
            assertTrue(answer.header("x-ms-item-type").isPresent(), answer::toString);
            assertEquals("1", answer.header("x-ms-max-item-count").orElse(""), answer::toString);
            assertEquals(1, answer.json().size(), answer::toString);
        }
    }

    @ParameterizedTest(name = "{1} of {0}")
    @MethodSource("operations")
    @DisplayName("1.14: a refusal has the published form, with every member and the code as a header")
    void refusals(String version, String operation) {
        Call call = operations.call(operation, version);

        requireRefusal(401, call, operations.anonymous(call));
        requireRefusal(400, call, operations.authorized(call.withTarget(call.target() + "&api-version=2017-01-01")));
        String absent = call.target().replaceFirst("/(operation|member)-", "/absent-");
        if (!absent.equals(call.target()) && !call.method().equals("PUT")) {
            requireRefusal(404, call.withTarget(absent), operations.authorized(call.withTarget(absent)));
        }
        if (call.body().isPresent()) {
            requireRefusal(400, call, operations.authorized(call.body("{\"")));
        }
    }

    private static void requireRefusal(int status, Call call, Answer answer) {
        assertEquals(status, answer.status(), answer::toString);
        assertEquals(List.of(), Published.required().faults(answer.exchange(call)));
        assertEquals(status, answer.errorCode() / 1000, answer::toString);
        assertEquals(
                Integer.toString(answer.errorCode()),
                answer.header("x-ms-error-code").orElse(""));
        for (String member : List.of("trackingId", "message", "timestampUtc")) {
            assertTrue(answer.json().path(member).isTextual(), answer::toString);
        }
    }
}
