package io.muster.azure.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.data.tables.models.TableEntityUpdateMode;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.RegistrationId;
import io.muster.core.listing.Listing;
import io.muster.core.listing.Page;
import io.muster.core.query.KeyRange;
import io.muster.core.registration.Registration;
import io.muster.core.registration.Registrations.Device;
import io.muster.core.registration.Stored;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Issue 3.7: individual enrollments and groups in order, page by page")
class ListingTest {
    /** In order; each is the start of another, or differs in a character that a key might take for its own. */
    private static final List<String> IDS = List.of(
            "-", ".-", "0", "a", "a-", "a-b", "a.b", "a0", "a:-", "a:b", "a:b:c", "a_b", "aa", "ab", "b", "b_-");

    private final IdScope scope = Instance.freshScope();
    private final Instance instance = new Instance(scope);
    private final Listing<Device> bare = instance.stores.individualListing(false);
    private final Listing<Device> withRecords = instance.stores.individualListing(true);

    @Test
    void pagesOfAnySizeHoldEveryEnrollmentOnceInOrder() {
        enroll(IDS);

        for (int limit : List.of(1, 2, IDS.size() - 1, IDS.size(), IDS.size() + 1, 1000)) {
            assertEquals(IDS, ids(all(bare, limit)), "pages of " + limit);
        }
    }

    @Test
    void aPageThatIsNotFullIsTheLast() {
        enroll(IDS);

        assertTrue(page(bare, IDS.size()).next().isPresent());
        assertTrue(page(bare, IDS.size() + 1).next().isEmpty());
        assertTrue(page(instance.stores.individualListing(true), 1).next().isPresent());
    }

    @Test
    void aRangeHoldsItsStartAndNotItsEnd() {
        enroll(IDS);

        assertEquals(
                List.of("a-b", "a.b", "a0"), ids(bare.page("a-b", "a:", 1000).items()));
        assertEquals(List.of("a"), ids(bare.page("a", Listing.after("a"), 1000).items()));
        assertEquals(
                List.of("a-"), ids(bare.page(Listing.after("a"), "a-b", 1000).items()));
        assertEquals(List.of(), ids(bare.page("a:c", "a:", 1000).items()));
    }

    @Test
    @DisplayName("1.25: order is that of the lower-case forms; ids come back as they were written")
    void spelling() {
        enroll(List.of("b", "C", "A", "D"));

        assertEquals(List.of("A", "b", "C", "D"), ids(all(bare, 2)));
    }

    @Test
    void otherScopesHaveListsOfTheirOwn() {
        Instance neighbour = new Instance(new IdScope(scope.text() + "0"));
        enroll(List.of("b"));
        neighbour.stores.individuals().create(Samples.individual(new RegistrationId("a")));
        assertTrue(neighbour.stores.registrations().insert(member("m")).isPresent());

        assertEquals(List.of("b"), ids(all(bare, 10)));
        assertEquals(List.of("a"), ids(all(neighbour.stores.individualListing(false), 10)));
        assertTrue(page(instance.stores.members(), 10).items().isEmpty());
        assertEquals(1, page(neighbour.stores.members(), 10).items().size());
    }

    @Test
    @DisplayName("A page costs one range and a point read an enrollment, two with records, however many there are")
    void costs() {
        enroll(List.of("k1", "k2", "k3"));
        List<String> few = cost(bare);
        List<String> fewWithRecords = cost(withRecords);

        enroll(IntStream.range(0, 60).mapToObj(i -> "z" + i).toList());

        assertEquals(calls(3), few);
        assertEquals(calls(6), fewWithRecords);
        assertEquals(few, cost(bare));
        assertEquals(fewWithRecords, cost(withRecords));
    }

    @Test
    void recordsComeWithTheirEnrollmentsWhenAskedFor() {
        enroll(List.of("a", "b"));
        Registration record = Samples.registration("b", Optional.empty());
        Stored stored = instance.stores.registrations().insert(record).orElseThrow();

        List<Device> devices = all(withRecords, 10);

        assertEquals(
                List.of(Optional.empty(), Optional.of(stored)),
                devices.stream().map(Device::registration).toList());
        assertTrue(all(bare, 10).stream().allMatch(it -> it.registration().isEmpty()));
    }

    @Test
    @DisplayName("ADR 0: a row that does not open is left out, and stays listed for when it does")
    void damaged() {
        enroll(List.of("a", "b", "c"));
        String key = row("b").text("PrimaryKey");
        overwrite("b", row("a").text("PrimaryKey"));
        instance.clock.synchronize();
        instance.clock.pass(Duration.ofDays(1));

        assertEquals(List.of("a", "c"), ids(all(bare, 1)));

        overwrite("b", key);
        assertEquals(List.of("a", "b", "c"), ids(all(bare, 10)));
    }

    @Test
    void aDamagedRecordDoesNotHideItsEnrollment() {
        enroll(List.of("a"));
        RegistrationId id = new RegistrationId("a");
        assertTrue(instance.stores
                .registrations()
                .insert(Samples.registration("a", Optional.empty()))
                .isPresent());
        Row broken = Row.at(new Keys(scope).registration(id)).put("Operation", "{");
        Instance.raw(Keys.DEVICES).updateEntity(broken.entity(), TableEntityUpdateMode.MERGE);

        assertEquals(List.of("a"), ids(all(withRecords, 10)));
    }

    @Test
    @DisplayName(
            "Groups of other instances are listed at once; a page costs one look at the clock, and one more after news")
    void groups() {
        Instance writer = new Instance(scope);
        Listing<EnrollmentGroup> listing = instance.stores.groupListing();
        IDS.forEach(id -> writer.stores.groupStore().create(Samples.group(id)));
        for (int limit : List.of(1, IDS.size(), IDS.size() + 1)) {
            List<String> found =
                    all(listing, limit).stream().map(EnrollmentGroup::foldedId).toList();
            assertEquals(IDS, found, "pages of " + limit);
        }
        instance.clock.pass(Duration.ofMillis(1));
        instance.traffic.taken();

        page(listing, 3);
        assertEquals(List.of("GET service"), instance.traffic.taken());

        assertTrue(writer.stores.groupStore().create(Samples.group("a-c")));
        instance.clock.pass(Duration.ofMillis(1));
        assertEquals(
                List.of("a-b", "a-c", "a.b"),
                listing.page("a-b", "a0", 9).items().stream()
                        .map(EnrollmentGroup::foldedId)
                        .toList());
        assertEquals(List.of("GET service", "GET service"), instance.traffic.taken());
    }

    static <T> List<T> all(Listing<T> listing, int limit) {
        List<T> all = new ArrayList<>();
        Optional<String> from = Optional.of("");
        while (from.isPresent()) {
            Page<T> page = listing.page(from.get(), KeyRange.END, limit);
            assertTrue(page.items().size() <= limit);
            all.addAll(page.items());
            from = page.next();
        }
        return all;
    }

    private static <T> Page<T> page(Listing<T> listing, int limit) {
        return listing.page("", KeyRange.END, limit);
    }

    private List<String> cost(Listing<Device> listing) {
        instance.traffic.taken();
        assertEquals(List.of("k1", "k2", "k3"), ids(page(listing, 3).items()));
        return instance.traffic.taken();
    }

    private static List<String> calls(int points) {
        return Stream.concat(Collections.nCopies(points, "GET devices").stream(), Stream.of("GET enrollments"))
                .toList();
    }

    private static Registration member(String id) {
        return Samples.registration(id, Optional.of("g"));
    }

    private void enroll(List<String> ids) {
        List<String> shuffled = new ArrayList<>(ids);
        Collections.shuffle(shuffled);
        shuffled.forEach(
                id -> assertTrue(instance.stores.individuals().create(Samples.individual(new RegistrationId(id)))));
    }

    private Row row(String id) {
        return Instance.rawRow(Keys.DEVICES, new Keys(scope).enrollment(new RegistrationId(id)));
    }

    private void overwrite(String id, String sealed) {
        Row forged = Row.at(row(id).key()).put("PrimaryKey", sealed);
        Instance.raw(Keys.DEVICES).updateEntity(forged.entity(), TableEntityUpdateMode.MERGE);
    }

    private static List<String> ids(List<Device> devices) {
        return devices.stream()
                .map(device ->
                        device.enrollment().orElseThrow().registrationId().text())
                .toList();
    }
}
