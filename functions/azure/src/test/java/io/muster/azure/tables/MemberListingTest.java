package io.muster.azure.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.data.tables.models.TableEntityUpdateMode;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.RegistrationId;
import io.muster.core.listing.Listing;
import io.muster.core.query.KeyRange;
import io.muster.core.registration.Registration;
import io.muster.core.registration.Registrations;
import io.muster.core.registration.Stored;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Issue 3.7: the records of a group's devices")
class MemberListingTest {
    private final IdScope scope = Instance.freshScope();
    private final Instance instance = new Instance(scope);
    private final Registrations registrations = instance.stores.registrations();

    @Test
    @DisplayName("A group's page never holds another's members, however alike their ids are")
    void groupsApart() {
        List<String> groups = List.of("a", "a-", "a-b", "a.b", "a:-", "a:b", "A:b:c", "aa", "b");
        List<String> tails = List.of("-b:x", "b", "b:x", "x");
        // No two devices share an id, and yet every id could be read as one of another group.
        groups.forEach(group -> tails.forEach(tail -> insert(groups.indexOf(group) + tail, group)));

        for (String group : groups) {
            for (int limit : List.of(1, 3, 4, 5)) {
                assertEquals(
                        tails.stream().map(tail -> groups.indexOf(group) + tail).toList(),
                        ids(group, limit),
                        group + " in pages of " + limit);
            }
        }
        assertEquals(
                groups.size() * 4, ListingTest.all(instance.stores.members(), 7).size());
    }

    @Test
    void aRangeOfMembersHoldsItsStartAndNotItsEnd() {
        List.of("a", "a-b", "b", "c").forEach(id -> insert(id, "g"));
        Listing<Registration> listing = instance.stores.members(new GroupId("g"));

        assertEquals(List.of("a-b", "b"), ids(listing.page("a-b", "c", 10).items()));
        assertEquals(List.of("b", "c"), ids(listing.page("ab", KeyRange.END, 10).items()));
    }

    @Test
    @DisplayName("A page costs one range and a point read a record, however many devices and groups there are")
    void costs() {
        List.of("1", "2", "3").forEach(id -> insert("k" + id, "g"));
        List<String> few = cost();
        IntStream.range(0, 40).forEach(i -> insert("z" + i, "g"));
        IntStream.range(0, 40).forEach(i -> insert("h" + i, "h"));

        assertEquals(
                Stream.concat(Collections.nCopies(3, "GET devices").stream(), Stream.of("GET members"))
                        .toList(),
                few);
        assertEquals(few, cost());
    }

    @Test
    void aDeviceThatChangesGroupIsListedWhereItIs() {
        Stored first = insert("a", "g");
        Stored second = registrations
                .replace(Samples.registration("a", Optional.of("h")), first)
                .orElseThrow();
        assertEquals(List.of(List.of(), List.of("a")), List.of(ids("g", 10), ids("h", 10)));

        Stored third = registrations
                .replace(Samples.registration("a", Optional.empty()), second)
                .orElseThrow();
        assertEquals(List.of(List.of(), List.of()), List.of(ids("g", 10), ids("h", 10)));

        assertTrue(registrations
                .replace(Samples.registration("a", Optional.of("g")), third)
                .isPresent());
        assertEquals(List.of(List.of("a"), List.of()), List.of(ids("g", 10), ids("h", 10)));
        assertEquals(1, ListingTest.all(instance.stores.members(), 1).size());
    }

    @Test
    @DisplayName("A device that leaves its group and comes back when the old entry is swept stays listed")
    void backAgainAfterASweep() {
        Stored first = insert("a", "g");
        Stored second = registrations
                .replace(Samples.registration("a", Optional.of("h")), first)
                .orElseThrow();
        later();
        assertEquals(List.of(), ids("g", 10));

        assertTrue(registrations
                .replace(Samples.registration("a", Optional.of("g")), second)
                .isPresent());

        assertEquals(List.of("a"), ids("g", 10));
    }

    @Test
    void aDeletedRecordIsNotListedAndItsEntryIsSweptInTheEnd() {
        Stored stored = insert("a", "g");
        insert("b", "g");
        assertTrue(registrations.delete(stored));

        assertEquals(List.of("b"), ids("g", 10));
        later();
        assertEquals(List.of("b"), ids("g", 10));

        instance.traffic.taken();
        assertEquals(List.of("b"), ids("g", 10));
        assertEquals(List.of("GET devices", "GET members"), instance.traffic.taken());
    }

    @Test
    @DisplayName("1.23: the records outlive their group, and stay listed under it")
    void groupGone() {
        EnrollmentGroup group = Samples.group("g");
        instance.stores.groupStore().create(group);
        insert("a", "g");

        assertTrue(instance.stores
                .groupStore()
                .delete(group.groupId(), group.revision().etag()));

        assertEquals(List.of("a"), ids("g", 10));
    }

    @Test
    void aDamagedRecordIsLeftOutAndNeverSwept() {
        insert("a", "g");
        insert("b", "g");
        RegistrationId damaged = new RegistrationId("a");
        Row.Key key = new Keys(scope).registration(damaged);
        String whole = Instance.rawRow(Keys.DEVICES, key).text("Operation");
        overwrite(key, "{");
        later();

        assertEquals(List.of("b"), ids("g", 1));

        overwrite(key, whole);
        assertEquals(List.of("a", "b"), ids("g", 1));
    }

    private Stored insert(String id, String group) {
        return registrations
                .insert(Samples.registration(id, Optional.of(group)))
                .orElseThrow();
    }

    private void later() {
        instance.clock.synchronize();
        instance.clock.pass(ListSweepTest.SETTLED);
    }

    private static void overwrite(Row.Key key, String operation) {
        Row forged = Row.at(key).put("Operation", operation);
        Instance.raw(Keys.DEVICES).updateEntity(forged.entity(), TableEntityUpdateMode.MERGE);
    }

    private List<String> cost() {
        instance.traffic.taken();
        List<Registration> page = instance.stores
                .members(new GroupId("g"))
                .page("", KeyRange.END, 3)
                .items();
        assertEquals(List.of("k1", "k2", "k3"), ids(page));
        return instance.traffic.taken();
    }

    private List<String> ids(String group, int limit) {
        return ids(ListingTest.all(instance.stores.members(new GroupId(group)), limit));
    }

    private static List<String> ids(List<Registration> records) {
        return records.stream().map(record -> record.id().text()).toList();
    }
}
