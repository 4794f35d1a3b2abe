package io.muster.conformance.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.conformance.http.Answer;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.stack.Hub;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith({LocalStackExtension.class, SdkMatrixExtension.class})
@DisplayName("Issue 7.8: device SDKs as published, by protocol and credential")
final class DeviceSdkMatrixTest {
    private static final String ASSIGNED = "assigned";

    private final LocalStack stack;
    private final SdkMatrix matrix;
    private final Enrolled enrolled;

    DeviceSdkMatrixTest(LocalStack stack, SdkMatrix matrix) {
        this.stack = stack;
        this.matrix = matrix;
        this.enrolled = new Enrolled(stack);
    }

    static Stream<Arguments> cells() {
        return Stream.of(DeviceSdk.values())
                .flatMap(sdk -> Stream.of(Transport.values())
                        .filter(transport -> transport.isSpokenBy(sdk))
                        .map(transport -> Arguments.of(sdk, transport)));
    }

    @ParameterizedTest
    @MethodSource("cells")
    @DisplayName("1.20: every kind of credential registers, and registers again to the same hub")
    void registersTwice(DeviceSdk sdk, Transport transport, @TempDir Path folder) throws Exception {
        Map<Case, Candidate> devices = new EnumMap<>(Case.class);
        devices.put(Case.SYMMETRIC_INDIVIDUAL, enrolled.individualKey(2));
        devices.put(Case.SYMMETRIC_GROUP, enrolled.groupKey(2));
        devices.put(Case.X509_INDIVIDUAL, enrolled.individualCertificate(2));
        devices.put(Case.X509_GROUP, enrolled.groupCertificate(2));

        List<Outcome> outcomes = sdk.register(stack, transport, List.copyOf(devices.values()), folder);

        assertEquals(2 * devices.size(), outcomes.size());
        int at = 0;
        for (Map.Entry<Case, Candidate> device : devices.entrySet()) {
            Outcome first = outcomes.get(at++);
            Outcome second = outcomes.get(at++);
            assertAssigned(device.getValue(), first);
            assertEquals(first, second, device.getKey()::title);
            matrix.passed(sdk, transport, device.getKey());
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    @DisplayName(
            "seams 3, issue 2.6: wrong credentials are errors, disabled and failed are not assigned, busy hubs waited for")
    void otherEnds(DeviceSdk sdk, Transport transport, @TempDir Path folder) throws Exception {
        Candidate failing = enrolled.failing();
        Candidate slow = enrolled.slow();

        List<Outcome> outcomes = sdk.register(
                stack,
                transport,
                List.of(enrolled.wrongKey(), enrolled.wrongCertificate(), enrolled.disabled(), failing, slow),
                folder);

        assertEquals(5, outcomes.size());
        assertRefused(outcomes.get(0));
        assertRefused(outcomes.get(1));
        assertNotEquals(ASSIGNED, outcomes.get(2).status());
        assertFailed(failing, outcomes.get(3));
        assertAssigned(slow, outcomes.get(4));
        assertEquals(
                429, stack.hub(outcomes.get(4).hub()).calls(slow.id()).get(0).status());
        matrix.passed(sdk, transport, Case.WRONG_KEY, Case.WRONG_CERTIFICATE, Case.DISABLED, Case.FAILED, Case.LONG);
    }

    private void assertAssigned(Candidate device, Outcome outcome) {
        assertEquals(ASSIGNED, outcome.status(), outcome::toString);
        assertEquals(device.id(), outcome.deviceId());
        List<Hub.Call> calls = stack.hub(outcome.hub()).calls(device.id());
        assertTrue(calls.stream().anyMatch(call -> call.status() == 200), calls::toString);
    }

    private static void assertRefused(Outcome outcome) {
        assertTrue(outcome.status().isEmpty(), outcome::toString);
        assertFalse(outcome.error().isEmpty(), outcome::toString);
    }

    /** Python's SDK hands over the status, the others make an error of it. */
    private void assertFailed(Candidate device, Outcome outcome) {
        assertTrue(outcome.status().equals("failed") || !outcome.error().isEmpty(), outcome::toString);
        Answer record = new ServiceApi(stack).get("/registrations/" + device.id());
        assertEquals("failed", record.text("/status"), record::toString);
    }
}
