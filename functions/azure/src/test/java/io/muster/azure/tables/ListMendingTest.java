package io.muster.azure.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.RegistrationId;
import io.muster.core.listing.Mending;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Issue 3.10: what a release from before the lists has written is listed once they are mended")
class ListMendingTest {
    private static final List<String> ENROLLED = List.of("a", "a-b", "a.b", "b:c", "d", "e");

    private final IdScope scope = Instance.freshScope();
    private final Keys keys = new Keys(scope);
    private final Instance instance = new Instance(scope);
    private final Mending mending = instance.stores.mending();

    @BeforeEach
    void writeAsBefore() {
        ENROLLED.forEach(id -> assertTrue(instance.stores.individuals().create(individual(id))));
        insert("a-b", Optional.empty());
        insert("b:c", Optional.empty());
        insert("e", Optional.of("g"));
        insert("m-1", Optional.of("g"));
        insert("m-2", Optional.of("G"));
        insert("m-3", Optional.of("g:h"));
        ENROLLED.forEach(id -> forget(Keys.ENROLLMENTS, keys.devices() + id));
        List.of("g|e", "g|m-1", "g|m-2", "g:h|m-3").forEach(entry -> forget(Keys.MEMBERS, keys.devices() + entry));
    }

    @Test
    void pagesOfAnySizeMendEverything() {
        for (int limit : List.of(2, 3, 4, 5, 11, 12, 13, 1000)) {
            assertEquals(List.of(), enrolled());
            assertEquals(List.of(), members("g"));

            mend(limit);

            assertListed();
            ENROLLED.forEach(id -> forget(Keys.ENROLLMENTS, keys.devices() + id));
            List.of("g|e", "g|m-1", "g|m-2", "g:h|m-3").forEach(entry -> forget(Keys.MEMBERS, keys.devices() + entry));
        }
    }

    @Test
    void mendingTwiceIsMendingOnce() {
        mend(1000);
        mend(3);

        assertListed();
    }

    @Test
    @DisplayName("A page of mending costs one range and a write a row")
    void costs() {
        instance.traffic.taken();

        assertEquals(Optional.of("b:c"), mending.mend("", 5));

        List<String> expected = new ArrayList<>(List.of("GET devices"));
        expected.addAll(Collections.nCopies(4, "PUT enrollments"));
        assertEquals(expected, instance.traffic.taken());
    }

    @Test
    void otherScopesAreLeftAlone() {
        Instance neighbour = new Instance(new IdScope(scope.text() + "0"));
        assertTrue(neighbour.stores.individuals().create(individual("z")));
        forget(Keys.ENROLLMENTS, new Keys(new IdScope(scope.text() + "0")).devices() + "z");

        mend(2);

        assertListed();
        assertEquals(
                0,
                ListingTest.all(neighbour.stores.individualListing(false), 10).size());
    }

    @Test
    @DisplayName("Mending goes on where it was told to, whatever has come or gone there since")
    void resumed() {
        assertEquals(Optional.empty(), mending.mend("d", 1000));
        assertEquals(List.of("d", "e"), enrolled());
        assertEquals(Optional.empty(), mending.mend("zzz", 1000));
    }

    @Test
    void anEmptyServiceNeedsNoMending() {
        assertEquals(
                Optional.empty(),
                new Instance(Instance.freshScope()).stores.mending().mend("", 2));
    }

    private void mend(int limit) {
        Optional<String> from = Optional.of("");
        for (int pages = 0; from.isPresent(); pages++) {
            assertTrue(pages < 20, "mending does not come to an end");
            from = mending.mend(from.get(), limit);
        }
    }

    private void assertListed() {
        assertEquals(ENROLLED, enrolled());
        assertEquals(List.of("e", "m-1", "m-2"), members("g"));
        assertEquals(List.of("m-3"), members("g:h"));
    }

    private List<String> enrolled() {
        return ListingTest.all(instance.stores.individualListing(false), 10).stream()
                .map(device -> device.enrollment().orElseThrow().foldedId())
                .toList();
    }

    private List<String> members(String group) {
        return ListingTest.all(instance.stores.members(new GroupId(group)), 10).stream()
                .map(record -> record.id().folded())
                .toList();
    }

    private void insert(String id, Optional<String> group) {
        assertTrue(instance.stores
                .registrations()
                .insert(Samples.registration(id, group))
                .isPresent());
    }

    private static IndividualEnrollment individual(String id) {
        return Samples.individual(new RegistrationId(id));
    }

    private static void forget(String table, String partition) {
        Row.Key entry = Keys.listed(partition);
        Instance.raw(table).deleteEntity(entry.partition(), entry.row());
    }
}
