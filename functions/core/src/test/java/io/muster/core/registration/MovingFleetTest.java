package io.muster.core.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.allocation.AllocationPolicy;
import io.muster.core.allocation.Share;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.Etag;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.HubHost;
import io.muster.core.identity.OperationId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.InMemoryService;
import io.muster.core.testkit.SeededRandom;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Issue 3.4: a fleet taken over from another service stays where it is until it is let go of")
class MovingFleetTest {
    private static final int DEVICES = 10_000;
    private static final Optional<GroupId> GROUP = Optional.of(new GroupId("fleet"));
    private static final List<String> HUBS = List.of("hub-a", "hub-b", "hub-c", "hub-d");

    private final InMemoryService service = new InMemoryService(7);
    private final Random random = new Random(11);
    private final List<FakeDevice> fleet = IntStream.range(0, DEVICES)
            .mapToObj(i -> FakeDevice.member("unit-" + i, TestData.key("fleet/1")))
            .toList();

    @ParameterizedTest
    @EnumSource(names = {"HASHED", "GEO_LATENCY"})
    @DisplayName("10,000 records over 4 hubs with weights: 0 moves; a quarter let go: only of those, each once at most")
    void fleet(AllocationPolicy policy) {
        for (int i = 0; i < HUBS.size(); i++) {
            service.hubs().link(TestData.hub(HUBS.get(i), i + 1, true));
        }
        service.groups().put(TestData.group("fleet", TermsBuilder.terms().allocation(policy)));
        Map<FakeDevice, HubHost> before = importAll();

        registerAll();
        assertEquals(Map.of(), moved(before));

        service.releases().set(GROUP, 25);
        registerAll();
        Map<FakeDevice, HubHost> moved = moved(before);
        assertTrue(moved.keySet().stream().allMatch(device -> Share.includes(25, device.registrationId())));
        long released = fleet.stream()
                .filter(device -> Share.includes(25, device.registrationId()))
                .count();
        // The other service spread them evenly, here the weights are 1 to 4: three in four are elsewhere than they
        // belong.
        assertEquals(released * 0.75, moved.size(), released * 0.05);

        registerAll();
        assertEquals(moved, moved(before));

        service.releases().set(GROUP, 0);
        registerAll();
        assertEquals(moved, moved(before));

        service.releases().set(GROUP, 100);
        registerAll();
        Map<FakeDevice, HubHost> all = moved(before);
        moved.forEach((device, hub) -> assertEquals(hub, all.get(device)));
        assertEquals(DEVICES * 0.75, all.size(), DEVICES * 0.05);
    }

    /** Each device on some hub, by no rule of ours. */
    private Map<FakeDevice, HubHost> importAll() {
        Map<FakeDevice, HubHost> hubs = new HashMap<>();
        SeededRandom ids = new SeededRandom(13);
        for (FakeDevice device : fleet) {
            RegistrationId id = device.registrationId();
            HubHost hub = TestData.host(HUBS.get(random.nextInt(HUBS.size())));
            hubs.put(device, hub);
            assertTrue(service.registrations()
                    .insert(Registration.imported(
                            id,
                            GROUP,
                            TestData.NOW,
                            TestData.NOW,
                            Etag.random(ids),
                            new Seat(hub, new DeviceId(id.text())),
                            Substatus.INITIAL_ASSIGNMENT,
                            OperationId.random(ids)))
                    .isPresent());
        }
        return hubs;
    }

    private void registerAll() {
        for (FakeDevice device : fleet) {
            Answer.Current answer = assertInstanceOf(Answer.Current.class, service.register(device));
            assertInstanceOf(
                    Progress.Assigned.class, answer.registration().operation().progress());
        }
    }

    private Map<FakeDevice, HubHost> moved(Map<FakeDevice, HubHost> before) {
        Map<FakeDevice, HubHost> moved = new HashMap<>();
        before.forEach((device, hub) -> {
            HubHost now =
                    service.record(device).assignment().orElseThrow().seat().hub();
            if (!now.equals(hub)) {
                moved.put(device, now);
            }
        });
        return moved;
    }
}
