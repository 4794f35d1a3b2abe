package io.muster.azure.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.data.tables.models.ListEntitiesOptions;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.RegistrationId;
import io.muster.core.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("ADR 0: what a crash leaves in the lists, and who takes it away")
class ListSweepTest {
    /** A little more than an entry must be old before it is swept. */
    static final Duration SETTLED = Duration.ofMinutes(10).plusSeconds(5);

    private static final RegistrationId ID = new RegistrationId("a");

    private final IdScope scope = Instance.freshScope();
    private final Instance instance = new Instance(scope);

    @BeforeEach
    void clock() {
        instance.clock.synchronize();
        // Tables and data key are there: what fails next is the row a test is about.
        instance.stores.individuals().create(Samples.individual(new RegistrationId("other")));
    }

    @Test
    @DisplayName("An entry without its enrollment is never listed, and swept when ten minutes old, not before")
    void enrollmentNeverWritten() {
        crashOnCreate();

        assertEquals(List.of("other"), listed());
        instance.clock.pass(Duration.ofMinutes(9));
        assertEquals(List.of("other"), listed());
        assertEquals(2, entries(Keys.ENROLLMENTS));

        instance.clock.pass(SETTLED.minusMinutes(9));
        assertEquals(List.of("other"), listed());
        assertEquals(1, entries(Keys.ENROLLMENTS));
        assertEquals(List.of("other"), listed());
    }

    @Test
    @DisplayName("One that is created while a sweep is between its read and its delete stays listed")
    void createdUnderASweep() {
        crashOnCreate();
        instance.clock.pass(SETTLED);
        Instance creator = new Instance(scope);
        instance.traffic.beforeNext(
                "DELETE enrollments",
                () -> assertTrue(creator.stores.individuals().create(Samples.individual(ID))));

        assertEquals(List.of("other"), listed());

        assertEquals(List.of("a", "other"), listed());
    }

    @Test
    @DisplayName("One that is being created, entered but not yet written, survives who looks meanwhile")
    void listedWhileBeingCreated() {
        Instance creator = new Instance(scope);
        creator.traffic.beforeNext("POST devices", () -> assertEquals(List.of("other"), listed()));

        assertTrue(creator.stores.individuals().create(Samples.individual(ID)));

        assertEquals(List.of("a", "other"), listed());
    }

    @Test
    void anEnrollmentMadeAnewIsListedOnce() {
        for (int i = 0; i < 3; i++) {
            IndividualEnrollment enrollment = Samples.individual(ID);
            assertTrue(instance.stores.individuals().create(enrollment));
            assertEquals(List.of("a", "other"), listed());
            assertTrue(instance.stores
                    .individuals()
                    .delete(ID, enrollment.revision().etag()));
            assertEquals(List.of("other"), listed());
        }
    }

    @Test
    @DisplayName("A member's entry without its record is never listed, and swept in the end")
    void recordNeverWritten() {
        instance.traffic.refuse("POST devices");
        assertThrows(
                Problem.class,
                () -> instance.stores.registrations().insert(Samples.registration("m", Optional.of("g"))));
        instance.traffic.allow();

        assertEquals(0, members());
        assertEquals(1, entries(Keys.MEMBERS));

        instance.clock.pass(SETTLED);
        assertEquals(0, members());
        assertEquals(0, entries(Keys.MEMBERS));

        assertTrue(instance.stores
                .registrations()
                .insert(Samples.registration("m", Optional.of("g")))
                .isPresent());
        assertEquals(1, members());
    }

    @Test
    @DisplayName("A page of nothing but dead entries is empty and yet not the last")
    void deadPage() {
        instance.traffic.refuse("POST devices");
        IntStream.range(0, 5)
                .forEach(i -> assertThrows(
                        Problem.class,
                        () -> instance.stores
                                .individuals()
                                .create(Samples.individual(new RegistrationId("dead-" + i)))));
        instance.traffic.allow();

        assertEquals(List.of("other"), listed());
    }

    private void crashOnCreate() {
        instance.traffic.refuse("POST devices");
        assertThrows(Problem.class, () -> instance.stores.individuals().create(Samples.individual(ID)));
        instance.traffic.allow();
    }

    private List<String> listed() {
        return ids(instance);
    }

    private static List<String> ids(Instance lister) {
        return ListingTest.all(lister.stores.individualListing(false), 2).stream()
                .map(device -> device.enrollment().orElseThrow().foldedId())
                .toList();
    }

    private int members() {
        return ListingTest.all(instance.stores.members(new GroupId("g")), 10).size();
    }

    private long entries(String table) {
        String prefix = new Keys(scope).devices();
        return Instance.raw(table)
                .listEntities(
                        new ListEntitiesOptions()
                                .setFilter("PartitionKey ge '" + prefix + "' and PartitionKey lt '" + prefix + "{'"),
                        null,
                        null)
                .stream()
                .count();
    }
}
