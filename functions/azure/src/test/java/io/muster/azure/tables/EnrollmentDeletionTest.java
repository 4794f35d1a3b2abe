package io.muster.azure.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.RegistrationId;
import io.muster.core.problem.Problem;
import io.muster.core.registration.Registrations.Device;
import io.muster.core.registration.Stored;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Issue 3.3: with an individual enrollment goes its device's record, both or neither")
class EnrollmentDeletionTest {
    private static final RegistrationId ID = new RegistrationId("a");
    private static final String TRANSACTION = "POST $batch";

    private final IdScope scope = Instance.freshScope();
    private final Instance instance = new Instance(scope);
    private final IndividualEnrollment enrollment = Samples.individual(ID);

    @BeforeEach
    void enroll() {
        assertTrue(instance.stores.individuals().create(enrollment));
    }

    @Test
    void bothGoInOneTransaction() {
        insert(Optional.empty());
        instance.traffic.taken();

        assertTrue(delete());

        assertEquals(List.of("GET devices", "GET devices", TRANSACTION), instance.traffic.taken());
        assertEquals(new Device(Optional.empty(), Optional.empty()), load());
    }

    @Test
    void neitherGoesWhenTheTransactionDoesNot() {
        Stored record = insert(Optional.empty());
        instance.traffic.refuse(TRANSACTION);

        assertThrows(Problem.class, this::delete);
        instance.traffic.allow();

        assertEquals(new Device(Optional.of(enrollment), Optional.of(record)), load());
        assertTrue(delete());
        assertEquals(new Device(Optional.empty(), Optional.empty()), load());
    }

    @Test
    @DisplayName("1.23: the record of a device that a group let in last stays")
    void recordOfAGroup() {
        Stored record = insert(Optional.of("g"));

        assertTrue(delete());

        assertEquals(new Device(Optional.empty(), Optional.of(record)), load());
        assertEquals(1, ListingTest.all(instance.stores.members(), 10).size());
    }

    @Test
    void aRecordWrittenBetweenReadAndDeleteGoesAsWell() {
        Stored record = insert(Optional.empty());
        Instance device = new Instance(scope);
        instance.traffic.beforeNext(
                TRANSACTION,
                () -> assertTrue(device.stores
                        .registrations()
                        .replace(Samples.registration("a", Optional.empty()), record)
                        .isPresent()));

        assertTrue(delete());

        assertEquals(new Device(Optional.empty(), Optional.empty()), load());
    }

    @Test
    void aRecordDeletedBetweenReadAndDeleteIsNoHindrance() {
        Stored record = insert(Optional.empty());
        Instance operator = new Instance(scope);
        instance.traffic.beforeNext(
                TRANSACTION, () -> assertTrue(operator.stores.registrations().delete(record)));

        assertTrue(delete());

        assertEquals(new Device(Optional.empty(), Optional.empty()), load());
    }

    @Test
    void anEnrollmentReplacedBetweenReadAndDeleteStaysWithItsRecord() {
        Stored record = insert(Optional.empty());
        IndividualEnrollment next = Samples.individual(ID);
        Instance operator = new Instance(scope);
        instance.traffic.beforeNext(
                TRANSACTION,
                () -> assertTrue(operator.stores
                        .individuals()
                        .replace(next, enrollment.revision().etag())));

        assertFalse(delete());

        assertEquals(new Device(Optional.of(next), Optional.of(record)), load());
    }

    @Test
    @DisplayName("A transaction that landed, though its answer was lost, is not taken for a lost race")
    void lostAnswer() {
        insert(Optional.empty());
        instance.traffic.beforeNext(TRANSACTION, instance.traffic::loseNextAnswer);

        assertTrue(delete());

        assertEquals(new Device(Optional.empty(), Optional.empty()), load());
    }

    @Test
    void aDeleteThatLandedThoughItsAnswerWasLostIsADelete() {
        instance.traffic.beforeNext("DELETE devices", instance.traffic::loseNextAnswer);

        assertTrue(delete());

        assertEquals(new Device(Optional.empty(), Optional.empty()), load());
    }

    @Test
    @DisplayName("Issue 3.8: of many that delete one enrollment at once, with or without a record, one does")
    void oneDeletes() {
        List<Instance> instances =
                IntStream.range(0, 4).mapToObj(i -> new Instance(scope)).toList();
        assertTrue(delete());
        for (int round = 0; round < 10; round++) {
            IndividualEnrollment made = Samples.individual(ID);
            assertTrue(instance.stores.individuals().create(made));
            if (round % 2 == 0) {
                insert(Optional.empty());
            }

            List<Boolean> deleted = Race.of(
                    instances,
                    racer -> racer.stores
                            .individuals()
                            .delete(ID, made.revision().etag()));

            assertEquals(1, deleted.stream().filter(won -> won).count(), "round " + round);
            assertEquals(new Device(Optional.empty(), Optional.empty()), load());
        }
    }

    private boolean delete() {
        return instance.stores.individuals().delete(ID, enrollment.revision().etag());
    }

    private Stored insert(Optional<String> group) {
        return instance.stores
                .registrations()
                .insert(Samples.registration("a", group))
                .orElseThrow();
    }

    private Device load() {
        return instance.stores.registrations().load(ID);
    }
}
