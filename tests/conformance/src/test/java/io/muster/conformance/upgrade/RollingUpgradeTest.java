package io.muster.conformance.upgrade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.conformance.http.Answer;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.http.Wire;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
@DisplayName("The previous build and this one on the same stores, under load")
final class RollingUpgradeTest {
    private static final String HTTP_1 = "functions-http-1";
    private static final String HTTP_2 = "functions-http-2";
    private static final String WORK = "functions-work";
    private static final int OF_A_STEP = 20;
    private static final int OF_A_STAY = 60;

    private final Ledger ledger = new Ledger();
    private final Map<String, Long> running = new LinkedHashMap<>();

    @Test
    @DisplayName("issue 3.10: instance by instance forward, back and forward again: 0 failed registrations, 0 moves")
    void forwardAndBack() throws IOException, InterruptedException {
        Path root = Path.of(System.getProperty("muster.root", "../..")).toRealPath();
        Path target = Path.of(System.getProperty("muster.target", "target")).toAbsolutePath();
        Path previous = PreviousBuild.app(root, target);
        Path present = PreviousBuild.present(root);
        long seed = System.nanoTime();
        System.out.println("upgrade: seed " + seed);

        try (LocalStack stack = LocalStack.ofItsOwn("upgrade", previous)) {
            Wire edge = new Wire(stack.edge(), stack.trust());
            DeviceApi devices = new DeviceApi(stack, edge);
            Operator operator = new Operator(new ServiceApi(stack, edge), new Insistence(ledger));
            Interchange interchange = new Interchange(stack, ledger);
            try (Fleet fleet = new Fleet(stack, devices, operator, ledger)) {
                fleet.start(seed);
                fleet.awaitMore(OF_A_STAY);
                replace(stack, fleet, present, HTTP_1);
                interchange.check();
                replace(stack, fleet, present, HTTP_2, WORK);
                fleet.awaitMore(OF_A_STAY);
                replace(stack, fleet, previous, WORK, HTTP_2);
                interchange.check();
                replace(stack, fleet, previous, HTTP_1);
                fleet.awaitMore(OF_A_STAY);
                replace(stack, fleet, present, WORK, HTTP_1, HTTP_2);
                fleet.awaitMore(OF_A_STAY);
            }
            System.out.println("upgrade: " + ledger);

            assertEquals(List.of(), ledger.failures());
            running.forEach((host, pid) -> assertEquals(pid, stack.pid(host), host + " died on the way"));
            assertTrue(ledger.counted("registrations by the queue") > 5, ledger::toString);
            assertTrue(ledger.counted("enrollments created, updated and deleted") > 10, ledger::toString);
            assertEveryDeviceOnOneHub(stack);
            assertRecordsAgree(new DeviceApi(stack, edge), operator);
        }
    }

    /** One instance after the other, each under load. */
    private void replace(LocalStack stack, Fleet fleet, Path app, String... hosts) {
        for (String host : hosts) {
            long before = ledger.counted(Ledger.REGISTRATIONS);
            stack.restart(host, app);
            running.put(host, stack.pid(host));
            fleet.awaitMore(OF_A_STEP);
            System.out.println("upgrade: " + host + " runs " + app.getFileName() + ", "
                    + (ledger.counted(Ledger.REGISTRATIONS) - before) + " registrations meanwhile");
        }
    }

    private void assertEveryDeviceOnOneHub(LocalStack stack) {
        Map<String, List<String>> found = HubDevices.hubsOfAll(stack);
        Set<String> expected = new TreeSet<>();
        for (Device device : ledger.devices()) {
            Device.Seat seat = device.seat().orElseThrow();
            expected.add(seat.deviceId());
            assertEquals(List.of(seat.hub()), found.get(seat.deviceId()), device::toString);
        }
        assertEquals(expected, found.keySet(), "no identities beside theirs");
        System.out.println("upgrade: " + expected.size() + " identities on "
                + found.values().stream()
                        .flatMap(List::stream)
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())));
    }

    /** Devices whose enrollment is still there look themselves up and are told what they were told at first. */
    private void assertRecordsAgree(DeviceApi devices, Operator operator) {
        int agreed = 0;
        for (Device device : ledger.devices()) {
            Answer answer = operator.insistence()
                    .ask(() -> devices.lookUp(device.id(), device.key()))
                    .answer();
            if (answer.status() == 200) {
                assertEquals(device.seat().orElseThrow().hub(), answer.text("/assignedHub"), device::toString);
                agreed++;
            }
        }
        assertTrue(agreed > 50, ledger::toString);
        System.out.println("upgrade: " + agreed + " records agree");
    }
}
