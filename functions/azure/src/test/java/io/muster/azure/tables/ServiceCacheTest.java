package io.muster.azure.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.data.tables.models.TableEntityUpdateMode;
import com.azure.data.tables.models.TableTransactionAction;
import com.azure.data.tables.models.TableTransactionActionType;
import io.muster.core.attestation.AttestationType;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.IdScope;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ServiceCacheTest {
    private static final Duration TO_THE_NEXT_LOOK = Duration.ofSeconds(10);

    private final IdScope scope = Instance.freshScope();
    private final Instance writer = new Instance(scope);
    private final Instance reader = new Instance(scope);

    @Test
    @DisplayName("Groups come sorted by folded id, and are found in any case")
    void sorted() {
        List.of("b", "A", "c", "B2").forEach(id -> writer.stores.groupStore().create(Samples.group(id)));

        assertEquals(List.of("A", "b", "B2", "c"), ids(reader));
        assertEquals(
                "B2",
                reader.stores
                        .groups()
                        .find(new GroupId("b2"))
                        .orElseThrow()
                        .groupId()
                        .text());
    }

    @Test
    @DisplayName("Issue 2.3: what one instance writes holds there at once and on every other at its next look")
    void spreads() {
        EnrollmentGroup group = Samples.group("g");
        writer.stores.groupStore().create(group);
        assertEquals(List.of("g"), ids(writer));
        assertEquals(List.of("g"), ids(reader));

        writer.stores.groupStore().delete(group.groupId(), group.revision().etag());
        assertEquals(List.of(), ids(writer));
        assertEquals(List.of("g"), ids(reader));

        reader.clock.pass(TO_THE_NEXT_LOOK);
        assertEquals(List.of(), ids(reader));
    }

    @Test
    @DisplayName("1.15: for a device that no group vouches for there is a look at once")
    void looksForStrangers() {
        ids(reader);
        writer.stores.groupStore().create(Samples.group("g"));
        assertEquals(List.of(), ids(reader));

        reader.clock.pass(Duration.ofMillis(1));
        assertEquals(1, reader.stores.groups().latest().size());
        reader.traffic.taken();
        assertEquals(1, reader.stores.groups().latest().size());
        assertEquals(List.of(), reader.traffic.taken());
    }

    @Test
    @DisplayName("ADR 0: between looks no transaction, a look without news costs one, one with news one more")
    void transactions() {
        writer.stores.groupStore().create(Samples.group("g"));
        ids(reader);
        reader.traffic.taken();

        reader.clock.pass(TO_THE_NEXT_LOOK.minusMillis(1));
        ids(reader);
        assertEquals(List.of(), reader.traffic.taken());

        reader.clock.pass(Duration.ofMillis(1));
        ids(reader);
        ids(reader);
        assertEquals(List.of("GET service"), reader.traffic.taken());

        writer.stores.groupStore().create(Samples.group("h"));
        reader.clock.pass(TO_THE_NEXT_LOOK);
        ids(reader);
        assertEquals(List.of("GET service", "GET service"), reader.traffic.taken());
    }

    @Test
    @DisplayName(
            "Making many groups does not read all of them again for each: hubs, policies and counts wait for the next look")
    void ownWritesConcernGroupsOnly() {
        ids(writer);
        assertTrue(writer.stores.groupStore().create(Samples.group("g")));
        writer.traffic.taken();

        assertEquals(List.of(), writer.stores.hubs().all());
        assertEquals(List.of(), writer.stores.policies().all());
        assertEquals(0, writer.stores.groupsBy(AttestationType.SYMMETRIC_KEY));
        assertEquals(List.of(), writer.traffic.taken());
        assertEquals(List.of("g"), ids(writer));
        assertEquals(1, writer.stores.groupsBy(AttestationType.SYMMETRIC_KEY));

        assertTrue(writer.stores.groupStore().create(Samples.group("h")));
        writer.clock.pass(TO_THE_NEXT_LOOK);
        assertEquals(2, writer.stores.groupsBy(AttestationType.SYMMETRIC_KEY));
    }

    @Test
    void onlyRowsThatChangedAreOpenedAgain() {
        EnrollmentGroup changing = Samples.group("changing");
        writer.stores.groupStore().create(Samples.group("same"));
        writer.stores.groupStore().create(changing);
        List<EnrollmentGroup> before = reader.stores.groups().all();

        writer.stores
                .groupStore()
                .replace(Samples.group("changing"), changing.revision().etag());
        reader.clock.pass(TO_THE_NEXT_LOOK);
        List<EnrollmentGroup> after = reader.stores.groups().all();

        assertNotSame(before.get(0), after.get(0));
        assertSame(before.get(1), after.get(1));
    }

    @Test
    @DisplayName("Decision 13: with storage down the old snapshot serves until it is 30 s old, then 503")
    void storageDown() {
        writer.stores.groupStore().create(Samples.group("g"));
        ids(reader);
        reader.traffic.down(true);

        reader.clock.pass(Duration.ofMillis(29_999));
        assertEquals(List.of("g"), ids(reader));

        reader.clock.pass(Duration.ofMillis(1));
        assertEquals(
                ProblemKind.UNAVAILABLE,
                assertThrows(Problem.class, () -> ids(reader)).kind());

        reader.traffic.down(false);
        reader.clock.pass(Duration.ofSeconds(1));
        assertEquals(List.of("g"), ids(reader));
    }

    @Test
    void afterAFailureTheStoreIsLeftAloneForASecond() {
        writer.stores.groupStore().create(Samples.group("g"));
        ids(reader);
        reader.clock.pass(TO_THE_NEXT_LOOK);
        reader.traffic.down(true);
        ids(reader);
        reader.traffic.taken();

        ids(reader);
        assertEquals(List.of(), reader.traffic.taken());
    }

    @Test
    @DisplayName("One request refreshes: many that come at once cost one look together")
    void oneRefresher() {
        writer.stores.groupStore().create(Samples.group("g"));
        Race.of(Collections.nCopies(8, reader), ServiceCacheTest::ids);

        // The table is made where absent, then clock, partition and the data key with which its rows are opened.
        assertEquals(List.of("GET service", "GET service", "GET service", "POST Tables"), reader.traffic.taken());
        assertEquals(1, reader.vault.unwraps.get());
    }

    @Test
    void aClockSetBackMakesTheSnapshotOldNotYoung() {
        EnrollmentGroup group = Samples.group("g");
        writer.stores.groupStore().create(group);
        ids(reader);
        writer.stores.groupStore().delete(group.groupId(), group.revision().etag());

        reader.clock.pass(Duration.ofHours(-1));

        assertEquals(List.of(), ids(reader));
    }

    @Test
    @DisplayName("A damaged group is left out; the others are served")
    void damagedRow() {
        EnrollmentGroup whole = Samples.group("whole");
        writer.stores.groupStore().create(whole);
        writer.stores.groupStore().create(Samples.group("broken"));
        Row.Key broken = new Keys(scope).group(new GroupId("broken"));
        Row forged = Row.at(broken)
                .put(
                        "PrimaryKey",
                        Instance.rawRow(Keys.SERVICE, new Keys(scope).group(whole.groupId()))
                                .text("PrimaryKey"));
        Instance.raw(Keys.SERVICE).updateEntity(forged.entity(), TableEntityUpdateMode.MERGE);

        assertEquals(List.of("whole"), ids(reader));
    }

    @Test
    @DisplayName("ADR 0: a partition of more than 1,000 rows is read to its end, page by page")
    void pages() {
        ids(writer);
        Row.Key key = new Keys(scope).clock();
        for (int batch = 0; batch < 11; batch++) {
            Instance.raw(Keys.SERVICE).submitTransaction(fillers(key.partition(), batch));
        }
        writer.stores.groupStore().create(Samples.group("the-last"));

        assertEquals(List.of("the-last"), ids(reader));

        // The clock, two pages and the data key.
        assertEquals(
                4, reader.traffic.taken().stream().filter("GET service"::equals).count());
    }

    private static List<TableTransactionAction> fillers(String partition, int batch) {
        return IntStream.range(0, 100)
                .mapToObj(i -> Row.at(new Row.Key(partition, "filler:" + batch + "-" + i)))
                .map(row -> new TableTransactionAction(TableTransactionActionType.CREATE, row.entity()))
                .toList();
    }

    private static List<String> ids(Instance instance) {
        return instance.stores.groups().all().stream()
                .map(group -> group.groupId().text())
                .toList();
    }
}
