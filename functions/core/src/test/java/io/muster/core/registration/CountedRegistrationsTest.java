package io.muster.core.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.hub.HubFailure;
import io.muster.core.registration.PendingWork.Item;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.InMemoryService;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("8.1, 8.6: a registration is counted once, by whoever ends it")
class CountedRegistrationsTest {
    private static final FakeDevice DEVICE =
            FakeDevice.member("Unit-1", TestData.keys("line").primary());
    private static final String ASSIGNED = "registration hub-a.azure-devices.net true";
    private static final String MOVED_IN = "assignment hub-a.azure-devices.net";

    private final InMemoryService service = new InMemoryService(3);

    @BeforeEach
    void oneGroupOnHubA() {
        service.hubs().link(TestData.hub("hub-a"));
        service.hubs().link(TestData.hub("hub-b"));
        service.groups().put(TestData.group("line", TermsBuilder.terms().hubs("hub-a")));
    }

    private List<String> counted() {
        return service.metrics().counted();
    }

    @Test
    void aFirstRegistrationIsOneAttemptAndOneAssignment() {
        Answer unused = service.register(DEVICE);

        assertEquals(List.of(ASSIGNED, MOVED_IN), counted());
    }

    @Test
    void aDeviceThatStaysIsNoAssignmentAndPollsAreNothing() {
        Answer.Told first = service.register(DEVICE);
        Answer.Told again = service.register(DEVICE);
        Answer unusedPoll = service.poll(DEVICE, again.operationId());
        Answer unusedLook = service.look(DEVICE);

        assertTrue(!first.operationId().equals(again.operationId()));
        assertEquals(List.of(ASSIGNED, MOVED_IN, ASSIGNED), counted());
    }

    @Test
    void aMoveIsAnAssignmentToTheNewHub() {
        Answer unused = service.register(DEVICE);
        service.groups().put(TestData.group("line", TermsBuilder.terms().hubs("hub-b")));
        Answer moved = service.register(DEVICE);
        service.drain();

        assertTrue(moved instanceof Answer.Current);
        assertEquals(
                List.of(
                        ASSIGNED,
                        MOVED_IN,
                        "registration hub-b.azure-devices.net true",
                        "assignment hub-b.azure-devices.net"),
                counted());
    }

    @Test
    void whatTheQueueEndsIsCountedThereAndOnce() {
        service.hubs().failNext("hub-a.write", HubFailure.Kind.THROTTLED, Optional.of(Duration.ofSeconds(1)));
        Answer unused = service.register(DEVICE);
        assertEquals(List.of("throttled hub-a.azure-devices.net"), counted());

        service.drain();

        assertEquals(List.of("throttled hub-a.azure-devices.net", ASSIGNED, MOVED_IN), counted());
    }

    @Test
    void oneThatNobodyCouldCarryOnIsAFailureWithTheCodeOfDeadLetters() {
        service.hubs().failNext("hub-a.write", HubFailure.Kind.THROTTLED, Optional.of(Duration.ofSeconds(1)));
        Answer unused = service.register(DEVICE);
        Item item = service.work().messages().get(0).item();

        service.giveUp(item);

        assertEquals(
                List.of(
                        "throttled hub-a.azure-devices.net",
                        "registration hub-a.azure-devices.net false",
                        "failure 500001"),
                counted());
    }

    @Test
    void whereNoHubCanBeChosenTheAttemptHasNoHub() {
        service.groups().put(TestData.group("line", TermsBuilder.terms().hubs("hub-x")));

        Answer unused = service.register(DEVICE);

        assertEquals("registration - false", counted().get(0));
        assertEquals(2, counted().size());
    }
}
