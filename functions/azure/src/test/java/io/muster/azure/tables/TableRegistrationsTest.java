package io.muster.azure.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.data.tables.models.TableEntityUpdateMode;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.Etag;
import io.muster.core.identity.HubHost;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.OperationId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.registration.Assignment;
import io.muster.core.registration.Attempt;
import io.muster.core.registration.PastOperation;
import io.muster.core.registration.Plan;
import io.muster.core.registration.Progress;
import io.muster.core.registration.Registration;
import io.muster.core.registration.Registrations;
import io.muster.core.registration.Seat;
import io.muster.core.registration.Stored;
import io.muster.core.registration.Substatus;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TableRegistrationsTest {
    private static final RegistrationId ID = new RegistrationId("Sensor-1");
    private static final Plan MOVE = new Plan(
            Samples.SEAT,
            Optional.of(new Seat(new HubHost("old.azure-devices.net"), new DeviceId("Old-1"))),
            Plan.TwinTreatment.MIGRATE);

    private final IdScope scope = Instance.freshScope();
    private final Instance instance = new Instance(scope);
    private final Registrations registrations = instance.stores.registrations();

    @Test
    @DisplayName("A record comes back as it was stored, in every state of its operation")
    void roundTrip() {
        List<Progress> all = List.of(
                new Progress.Assigning(MOVE, Attempt.of(3, Samples.NOW.plusNanos(1))),
                new Progress.Assigned(),
                new Progress.Failed(400209, "the hub \"x\" refused"));
        for (int i = 0; i < all.size(); i++) {
            RegistrationId id = new RegistrationId("Sensor-" + i);
            Registration stored = withHistory(Samples.registration(id, all.get(i)));

            assertTrue(registrations.insert(stored).isPresent());

            Registration loaded =
                    registrations.load(id).registration().orElseThrow().registration();
            assertEquals(stored, loaded);
            assertEquals(id.text(), loaded.id().text());
        }
    }

    @Test
    @DisplayName("Loading a device costs two reads and writing its record one write; its group's list one more, once")
    void transactions() {
        assertTrue(registrations
                .insert(Samples.registration(new RegistrationId("first-of-all")))
                .isPresent());
        registrations.load(ID);
        instance.traffic.taken();

        registrations.load(ID);
        assertEquals(List.of("GET devices", "GET devices"), instance.traffic.taken());

        Stored first = registrations.insert(Samples.registration(ID)).orElseThrow();
        assertEquals(List.of("POST devices", "PUT members"), instance.traffic.taken());

        assertTrue(registrations
                .replace(Samples.registration(ID), first)
                .flatMap(second -> registrations.replace(Samples.registration(ID), second))
                .isPresent());
        assertEquals(List.of("PATCH devices", "PATCH devices"), instance.traffic.taken());
    }

    @Test
    void theVersionOfAWriteIsTheVersionOfTheNextRead() {
        Stored inserted = registrations.insert(Samples.registration(ID)).orElseThrow();
        assertEquals(
                inserted.version(),
                registrations.load(ID).registration().orElseThrow().version());

        Stored replaced =
                registrations.replace(Samples.registration(ID), inserted).orElseThrow();
        assertEquals(
                replaced.version(),
                registrations.load(ID).registration().orElseThrow().version());
        assertNotEquals(inserted.version(), replaced.version());
    }

    @Test
    @DisplayName("1.21: of many instances that insert or replace one record at once, one wins")
    void oneWinner() {
        List<Instance> instances =
                IntStream.range(0, 6).mapToObj(i -> new Instance(scope)).toList();

        List<Optional<Stored>> inserts =
                Race.of(instances, racer -> racer.stores.registrations().insert(Samples.registration(ID)));
        List<Stored> inserted = inserts.stream().flatMap(Optional::stream).toList();
        assertEquals(1, inserted.size());

        List<Optional<Stored>> replaces = Race.of(
                instances, racer -> racer.stores.registrations().replace(Samples.registration(ID), inserted.get(0)));
        List<Stored> replaced = replaces.stream().flatMap(Optional::stream).toList();
        assertEquals(1, replaced.size());
        assertEquals(replaced.get(0), registrations.load(ID).registration().orElseThrow());
    }

    @Test
    void aRecordThatIsNotThereIsNotReplaced() {
        Stored other = registrations
                .insert(Samples.registration(new RegistrationId("other")))
                .orElseThrow();

        assertTrue(registrations.replace(Samples.registration(ID), other).isEmpty());
        assertTrue(registrations.load(ID).registration().isEmpty());
    }

    @Test
    @DisplayName("A write that landed, though its answer was lost, is not taken for a lost race")
    void lostAnswers() {
        registrations.load(ID);
        Registration first = Samples.registration(ID);
        instance.traffic.loseNextAnswer();
        Stored inserted = registrations.insert(first).orElseThrow();
        assertEquals(first, inserted.registration());

        Registration second = Samples.registration(ID);
        instance.traffic.loseNextAnswer();
        Stored replaced = registrations.replace(second, inserted).orElseThrow();

        assertEquals(replaced, registrations.load(ID).registration().orElseThrow());
    }

    @Test
    @DisplayName(
            "A delete that landed, though its answer was lost, is one; of a record that is gone or changed it is none")
    void deletes() {
        Stored first = registrations.insert(Samples.registration(ID)).orElseThrow();
        instance.traffic.loseNextAnswer();
        assertTrue(registrations.delete(first));
        assertFalse(registrations.delete(first));

        Stored second = registrations.insert(Samples.registration(ID)).orElseThrow();
        Stored third = registrations.replace(Samples.registration(ID), second).orElseThrow();
        assertFalse(registrations.delete(second));
        assertTrue(registrations.delete(third));
        assertTrue(registrations.load(ID).registration().isEmpty());
    }

    @Test
    @DisplayName("An import's mark on an assignment comes back; rows of the release before have none")
    void imported() {
        Registration here = withHistory(Samples.registration(ID));
        Registration imported = Registration.imported(
                new RegistrationId("b"),
                Optional.empty(),
                Samples.NOW,
                Samples.NOW,
                Etag.random(Instance.RANDOM),
                Samples.SEAT,
                Substatus.INITIAL_ASSIGNMENT,
                OperationId.random(Instance.RANDOM));

        for (Registration registration : List.of(here, imported)) {
            assertTrue(registrations.insert(registration).isPresent());
            assertEquals(
                    registration,
                    registrations
                            .load(registration.id())
                            .registration()
                            .orElseThrow()
                            .registration());
        }
    }

    @Test
    @DisplayName("ADR 0: a later release's columns survive, and its rows are read")
    void laterSchema() {
        assertTrue(registrations.insert(Samples.registration(ID)).isPresent());
        Row.Key key = new Keys(scope).registration(ID);
        Row later = Row.at(key).put("Schema", 2).put("Colour", "green");
        Instance.raw(Keys.DEVICES).updateEntity(later.entity(), TableEntityUpdateMode.MERGE);

        Stored read = registrations.load(ID).registration().orElseThrow();
        assertTrue(registrations.replace(Samples.registration(ID), read).isPresent());

        assertEquals("green", Instance.rawRow(Keys.DEVICES, key).text("Colour"));
    }

    @Test
    @DisplayName("ADR 0: the row as it is stored today; a name changed here is lost from every store in use")
    void storedForm() {
        Registration stored =
                withHistory(Samples.registration(ID, new Progress.Assigning(MOVE, Attempt.of(2, Samples.NOW))));
        assertTrue(registrations.insert(stored).isPresent());

        Row row = Instance.rawRow(Keys.DEVICES, new Keys(scope).registration(ID));
        assertEquals(1, row.number("Schema"));
        assertEquals("2026-11-01T10:00:00.123456789Z", row.text("Created"));
        assertEquals(
                "{\"hub\":\"hub-1.azure-devices.net\",\"deviceId\":\"Sensor-1\",\"substatus\":\"DEVICE_DATA_RESET\"}",
                row.text("Assignment"));
        assertEquals(
                "{\"id\":\"" + stored.operation().id().text()
                        + "\",\"started\":\"2026-11-01T10:00:00.123456789Z\",\"state\":\"assigning\",\"attempt\":2,"
                        + "\"due\":\"2026-11-01T10:00:00.123456789Z\",\"plan\":{\"twin\":\"MIGRATE\",\"derivedFrom\":\"Sensor-1\","
                        + "\"target\":{\"hub\":\"hub-1.azure-devices.net\",\"deviceId\":\"Sensor-1\"},"
                        + "\"moveFrom\":{\"hub\":\"old.azure-devices.net\",\"deviceId\":\"Old-1\"}},"
                        + "\"evidence\":{\"derivedFrom\":\"Sensor-1\"}}",
                row.text("Operation"));
        assertEquals(
                "[{\"id\":\"4.old\",\"forgotten\":\"2026-11-01T10:00:00.123456789Z\"}]", row.text("PastOperations"));
    }

    private static Registration withHistory(Registration plain) {
        return new Registration(
                plain.id(),
                plain.group(),
                plain.created(),
                plain.updated(),
                plain.etag(),
                Optional.of(new Assignment(Samples.SEAT, Substatus.DEVICE_DATA_RESET)),
                plain.operation(),
                List.of(new PastOperation(new OperationId("4.old"), Samples.NOW)));
    }
}
