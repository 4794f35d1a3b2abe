package io.muster.conformance.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(LocalStackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Issue 7.8: device SDKs as published, by protocol and credential")
final class DeviceSdkMatrixTest {
    private static final String ASSIGNED = "assigned";

    private final LocalStack stack;
    private final Enrolled enrolled;
    private final List<String> matrix = new ArrayList<>();

    DeviceSdkMatrixTest(LocalStack stack) {
        this.stack = stack;
        this.enrolled = new Enrolled(new ServiceApi(stack));
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
        Map<String, Candidate> devices = new LinkedHashMap<>();
        devices.put("symmetric individual", enrolled.individualKey(2));
        devices.put("symmetric group", enrolled.groupKey(2));
        devices.put("X.509 individual", enrolled.individualCertificate(2));
        devices.put("X.509 group", enrolled.groupCertificate(2));

        List<Outcome> outcomes = sdk.register(stack, transport, List.copyOf(devices.values()), folder);

        assertEquals(2 * devices.size(), outcomes.size());
        int at = 0;
        for (Map.Entry<String, Candidate> device : devices.entrySet()) {
            Outcome first = outcomes.get(at++);
            Outcome second = outcomes.get(at++);
            assertEquals(ASSIGNED, first.status(), () -> device.getKey() + ": " + first);
            assertEquals(device.getValue().id(), first.deviceId());
            assertFalse(stack.hub(first.hub()).host().isEmpty());
            assertEquals(first, second, device.getKey());
            matrix.add(String.format("%-7s %-8s %s", sdk, transport, device.getKey()));
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    @DisplayName("seams 3: a wrong key is an error to the SDK, and a disabled enrollment is never assigned")
    void refused(DeviceSdk sdk, Transport transport, @TempDir Path folder) throws Exception {
        List<Outcome> outcomes =
                sdk.register(stack, transport, List.of(enrolled.wrongKey(), enrolled.disabled()), folder);

        assertEquals(2, outcomes.size());
        assertTrue(outcomes.get(0).status().isEmpty(), outcomes::toString);
        assertFalse(outcomes.get(0).error().isEmpty(), outcomes::toString);
        assertNotEquals(ASSIGNED, outcomes.get(1).status());
        matrix.add(String.format("%-7s %-8s wrong key and disabled are refused", sdk, transport));
    }

    @AfterAll
    void print() {
        matrix.stream().sorted().forEach(System.out::println);
    }
}
