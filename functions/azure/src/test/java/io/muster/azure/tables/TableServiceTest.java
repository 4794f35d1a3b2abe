package io.muster.azure.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.access.AccessRules;
import io.muster.core.access.IpFilter;
import io.muster.core.access.IpFilterRule;
import io.muster.core.access.IpFilterRule.Action;
import io.muster.core.access.IpFilterRule.Target;
import io.muster.core.access.SasPolicy;
import io.muster.core.allocation.AllocationPolicy;
import io.muster.core.hub.LinkedHub;
import io.muster.core.identity.Etag;
import io.muster.core.identity.IdScope;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.service.ServiceDescription;
import io.muster.core.service.ServiceSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("issue 5.1: the description is written in one transaction and is with every instance within 30 s")
class TableServiceTest {
    private static final Duration TO_THE_NEXT_LOOK = Duration.ofSeconds(10);

    private final IdScope scope = Instance.freshScope();
    private final SasPolicy owner = Samples.policy("owner", Samples.key());
    private final LinkedHub hub = Samples.hub("a.azure-devices.net", Samples.key());
    private final Instance writer = new Instance(scope, new Seeds(List.of(hub), List.of(owner)));
    private final Instance reader = new Instance(scope);

    @Test
    void whatIsWrittenIsReadBackByEveryInstance() {
        ServiceDescription before = current(writer);
        assertEquals(new ServiceDescription(ServiceSettings.INITIAL, List.of(hub), List.of(owner)), before);
        LinkedHub other = Samples.hub("b.azure-devices.net", Samples.key());
        ServiceDescription after = new ServiceDescription(
                new ServiceSettings(
                        AllocationPolicy.STATIC,
                        "westeurope",
                        Map.of("a", "1", "b\"", ""),
                        new AccessRules(
                                true,
                                new IpFilter(List.of(
                                        new IpFilterRule("one \"1\"", Action.ACCEPT, "192.0.2.0/24", Target.DEVICE_API),
                                        new IpFilterRule("rest", Action.REJECT, "0.0.0.0/0", Target.ALL)))),
                        Etag.random(Instance.RANDOM)),
                List.of(other),
                List.of(owner, Samples.policy("reader", Samples.key())));

        assertTrue(writer.stores.serviceStore().replace(before, after));

        assertEquals(after, current(writer));
        assertEquals(after, current(reader));
    }

    @Test
    @DisplayName("ADR 0: an instance that has looked just now sees a change at its next look, for two reads")
    void spreads() {
        ServiceDescription before = current(writer);
        assertEquals(List.of(hub), reader.stores.hubs().all());
        assertEquals(AllocationPolicy.HASHED, reader.stores.allocationPolicy());
        assertTrue(writer.stores.serviceStore().replace(before, with(AllocationPolicy.GEO_LATENCY, List.of())));
        reader.traffic.taken();

        assertEquals(List.of(hub), reader.stores.hubs().all());
        reader.clock.pass(TO_THE_NEXT_LOOK);

        assertEquals(List.of(), reader.stores.hubs().all());
        assertEquals(AllocationPolicy.GEO_LATENCY, reader.stores.allocationPolicy());
        assertEquals(List.of("GET service", "GET service"), reader.traffic.taken());
    }

    @Test
    @DisplayName("issue 6.2: who is let in is known to every instance at its next look")
    void accessSpreads() {
        ServiceDescription before = current(writer);
        assertEquals(AccessRules.OPEN, reader.stores.accessRules());
        AccessRules shut = new AccessRules(
                true, new IpFilter(List.of(new IpFilterRule("all", Action.REJECT, "0.0.0.0/0", Target.ALL))));
        ServiceSettings settings = before.settings();
        ServiceSettings closed = new ServiceSettings(
                settings.allocationPolicy(), settings.location(), settings.tags(), shut, Etag.random(Instance.RANDOM));
        assertTrue(writer.stores
                .serviceStore()
                .replace(before, new ServiceDescription(closed, before.hubs(), before.policies())));

        reader.clock.pass(TO_THE_NEXT_LOOK);

        assertEquals(shut, reader.stores.accessRules());
    }

    @Test
    void ofSeveralThatChangeTheSameVersionOneWins() {
        ServiceDescription before = current(writer);
        List<Instance> racers =
                IntStream.range(0, 6).mapToObj(i -> new Instance(scope)).toList();

        List<Boolean> won = Race.of(
                racers,
                racer -> racer.stores
                        .serviceStore()
                        .replace(
                                before,
                                with(
                                        AllocationPolicy.HASHED,
                                        List.of(Samples.hub("r.azure-devices.net", Samples.key())))));

        assertEquals(1, won.stream().filter(it -> it).count());
        assertEquals(1, current(reader).hubs().size());
        assertFalse(writer.stores.serviceStore().replace(before, with(AllocationPolicy.HASHED, List.of())));
    }

    @Test
    void aWriteWhoseAnswerIsLostCountsAsDone() {
        ServiceDescription before = current(writer);
        ServiceDescription after = with(AllocationPolicy.STATIC, List.of());
        writer.traffic.beforeNext("POST $batch", writer.traffic::loseNextAnswer);

        assertTrue(writer.stores.serviceStore().replace(before, after));
        assertEquals(after, current(reader));
    }

    @Test
    @DisplayName("All or nothing: what does not fit into one transaction is refused, and nothing of it is done")
    void tooMuch() {
        ServiceDescription many = with(AllocationPolicy.HASHED, hubs("x", 50));
        assertTrue(writer.stores.serviceStore().replace(current(writer), many));

        ServiceDescription others = with(AllocationPolicy.HASHED, hubs("y", 50));
        Problem problem =
                assertThrows(Problem.class, () -> writer.stores.serviceStore().replace(many, others));

        assertEquals(ProblemKind.INVALID_ARGUMENT, problem.kind());
        assertTrue(problem.message().contains("two steps"), problem.message());
        assertEquals(many, current(reader));
        assertTrue(writer.stores.serviceStore().replace(many, with(AllocationPolicy.HASHED, hubs("y", 48))));
    }

    @Test
    @DisplayName("Seams 10: what was deleted stays deleted when an instance starts with the same settings")
    void deletedStaysDeleted() {
        assertTrue(writer.stores.serviceStore().replace(current(writer), with(AllocationPolicy.HASHED, List.of())));

        Instance next =
                new Instance(scope, new Seeds(List.of(hub), List.of(owner, Samples.policy("x", Samples.key()))));

        assertEquals(List.of(), next.stores.hubs().all());
        assertEquals(List.of(owner), next.stores.policies().all());
    }

    @Test
    @DisplayName("Seams 10: a store of the release before, without the mark, is planted; its first change marks it")
    void upgraded() {
        IdScope old = Instance.freshScope();
        Keys keys = new Keys(old);
        Instance first = new Instance(old, new Seeds(List.of(hub), List.of(owner)));
        assertEquals(List.of(hub), first.stores.hubs().all());
        Row.Key mark = keys.settings();
        Instance.raw(Keys.SERVICE).deleteEntity(mark.partition(), mark.row());

        LinkedHub more = Samples.hub("more.azure-devices.net", Samples.key());
        Instance upgraded = new Instance(old, new Seeds(List.of(hub, more), List.of(owner)));
        assertEquals(List.of(hub), upgraded.stores.hubs().all());
        ServiceDescription before = current(upgraded);
        assertEquals(ServiceSettings.INITIAL, before.settings());

        assertTrue(upgraded.stores.serviceStore().replace(before, with(AllocationPolicy.HASHED, List.of())));
        assertEquals(
                List.of(),
                new Instance(old, new Seeds(List.of(hub), List.of(owner)))
                        .stores
                        .hubs()
                        .all());
    }

    @Test
    void whatIsNamedTwiceInTheSettingsIsPlantedOnce() {
        Seeds seeds = new Seeds(
                List.of(hub, Samples.hub("A.azure-devices.net", Samples.key())),
                List.of(owner, Samples.policy("OWNER", Samples.key())));
        Instance instance = new Instance(Instance.freshScope(), seeds);

        assertEquals(List.of(hub), instance.stores.hubs().all());
        assertEquals(List.of(owner), instance.stores.policies().all());
    }

    private static ServiceDescription current(Instance instance) {
        return instance.stores.serviceStore().current();
    }

    private ServiceDescription with(AllocationPolicy policy, List<LinkedHub> hubs) {
        return new ServiceDescription(
                new ServiceSettings(policy, "", Map.of(), AccessRules.OPEN, Etag.random(Instance.RANDOM)),
                hubs,
                List.of(owner));
    }

    private static List<LinkedHub> hubs(String prefix, int count) {
        List<LinkedHub> hubs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            hubs.add(Samples.hub("%s%02d.azure-devices.net".formatted(prefix, i), Samples.key()));
        }
        return hubs;
    }
}
