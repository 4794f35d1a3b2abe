package io.muster.azure.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.muster.core.access.SasPolicy;
import io.muster.core.hub.LinkedHub;
import io.muster.core.identity.IdScope;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ServiceSeedTest {
    private final IdScope scope = Instance.freshScope();

    @Test
    @DisplayName("Seams 10: hubs and policies from settings are there for every instance, as they were set")
    void planted() {
        Seeds seeds = new Seeds(
                List.of(Samples.hub("a.azure-devices.net", Samples.key()), byIdentity("b.azure-devices.net")),
                List.of(Samples.policy("Provisioning/Owner #1", Samples.key())));

        Instance seeded = new Instance(scope, seeds);
        assertEquals(seeds.hubs(), seeded.stores.hubs().all());
        assertEquals(seeds.policies(), seeded.stores.policies().all());

        Instance other = new Instance(scope);
        assertEquals(seeds.hubs(), other.stores.hubs().all());
        assertEquals(seeds.policies(), other.stores.policies().all());
    }

    @Test
    @DisplayName("Seams 10: instances that seed at once agree on one of their values")
    void raced() {
        List<Instance> instances = IntStream.range(0, 6)
                .mapToObj(i -> new Instance(
                        scope,
                        new Seeds(
                                List.of(Samples.hub("a.azure-devices.net", Samples.key())),
                                List.of(Samples.policy("owner", Samples.key())))))
                .toList();

        List<List<LinkedHub>> hubs =
                Race.of(instances, racer -> racer.stores.hubs().all());
        List<List<SasPolicy>> policies =
                instances.stream().map(racer -> racer.stores.policies().all()).toList();

        assertEquals(1, hubs.stream().distinct().count());
        assertEquals(1, policies.stream().distinct().count());
        assertEquals(1, hubs.get(0).size());
    }

    @Test
    @DisplayName("Seams 10: a row that exists wins over the setting, and costs the next start nothing")
    void existingWins() {
        Seeds first = new Seeds(List.of(Samples.hub("a.azure-devices.net", Samples.key())), List.of());
        Seeds second = new Seeds(List.of(Samples.hub("a.azure-devices.net", Samples.key())), List.of());
        List<LinkedHub> before = new Instance(scope, first).stores.hubs().all();

        Instance next = new Instance(scope, second);
        assertEquals(before, next.stores.hubs().all());

        // The table, made where absent; the clock, the partition and the data key.
        assertEquals(List.of("GET service", "GET service", "GET service", "POST Tables"), next.traffic.taken());
    }

    private static LinkedHub byIdentity(String host) {
        return new LinkedHub(
                Samples.hub(host, Samples.key()).host(),
                Optional.of(URI.create("https://127.0.0.1:8443")),
                7,
                false,
                "",
                new LinkedHub.ManagedIdentity(Optional.of("client-1")));
    }
}
