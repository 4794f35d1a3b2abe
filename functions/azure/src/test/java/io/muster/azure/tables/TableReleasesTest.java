package io.muster.azure.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.IdScope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Issue 3.4: how far imported assignments are released")
class TableReleasesTest {
    private static final Duration TO_THE_NEXT_LOOK = Duration.ofSeconds(10);
    private static final Optional<GroupId> GROUP = Optional.of(new GroupId("Line:A"));
    private static final Optional<GroupId> INDIVIDUALS = Optional.empty();

    private final IdScope scope = Instance.freshScope();
    private final Instance writer = new Instance(scope);
    private final Instance reader = new Instance(scope);

    @Test
    void nothingIsReleasedUntilSomebodySaysSo() {
        assertEquals(0, reader.stores.releases().percent(GROUP));
        assertEquals(0, reader.stores.releases().percent(INDIVIDUALS));
        assertEquals(Map.of(), reader.stores.releases().all());
    }

    @Test
    @DisplayName("A release holds on the writing instance at once, on every other at its next look")
    void spreads() {
        assertEquals(0, reader.stores.releases().percent(GROUP));

        writer.stores.releases().set(GROUP, 25);

        assertEquals(25, writer.stores.releases().percent(GROUP));
        reader.clock.pass(TO_THE_NEXT_LOOK.minusMillis(1));
        assertEquals(0, reader.stores.releases().percent(GROUP));
        reader.clock.pass(Duration.ofMillis(1));
        assertEquals(25, reader.stores.releases().percent(GROUP));
    }

    @Test
    @DisplayName("An operator who looks through another instance sees a release at once")
    void all() {
        assertEquals(Map.of(), reader.stores.releases().all());
        writer.stores.releases().set(GROUP, 25);
        writer.stores.releases().set(INDIVIDUALS, 100);
        reader.clock.pass(Duration.ofMillis(1));

        assertEquals(
                Map.of(GROUP, 25, INDIVIDUALS, 100), reader.stores.releases().all());
    }

    @Test
    @DisplayName("1.25: a group's release is the group's in any spelling, and no other group's")
    void eachGroupItsOwn() {
        writer.stores.releases().set(GROUP, 25);
        writer.stores.releases().set(Optional.of(new GroupId("LINE:a")), 50);

        assertEquals(50, writer.stores.releases().percent(Optional.of(new GroupId("line:A"))));
        assertEquals(0, writer.stores.releases().percent(Optional.of(new GroupId("line"))));
        assertEquals(0, writer.stores.releases().percent(INDIVIDUALS));
        assertEquals(1, writer.stores.releases().all().size());

        writer.stores.releases().set(GROUP, 0);
        assertEquals(0, writer.stores.releases().percent(GROUP));
    }

    @Test
    @DisplayName("The device path reads releases and groups out of one snapshot: no operation more for them")
    void costs() {
        writer.stores.groupStore().create(Samples.group("g"));
        writer.stores.releases().set(GROUP, 25);
        reader.stores.groups().all();
        reader.traffic.taken();

        assertEquals(25, reader.stores.releases().percent(GROUP));
        assertEquals(List.of(), reader.traffic.taken());

        reader.clock.pass(TO_THE_NEXT_LOOK);
        reader.stores.groups().all();
        assertEquals(25, reader.stores.releases().percent(GROUP));
        assertEquals(List.of("GET service"), reader.traffic.taken());
    }

    @Test
    void aReleaseOutlivesItsGroup() {
        EnrollmentGroup group = Samples.group("Line:A");
        writer.stores.groupStore().create(group);
        writer.stores.releases().set(GROUP, 25);

        writer.stores.groupStore().delete(group.groupId(), group.revision().etag());

        assertEquals(25, writer.stores.releases().percent(GROUP));
    }
}
