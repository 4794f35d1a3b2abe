package io.muster.azure.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.data.tables.models.TableEntityUpdateMode;
import com.fasterxml.jackson.databind.JsonNode;
import io.muster.core.attestation.Evidence;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.HubHost;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.RegistrationId;
import io.muster.core.registration.Attempt;
import io.muster.core.registration.Operation;
import io.muster.core.registration.Plan;
import io.muster.core.registration.Progress;
import io.muster.core.registration.Registration;
import io.muster.core.registration.Registrations;
import io.muster.core.registration.Seat;
import io.muster.core.registration.Stored;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("ADR 6: how a device proved itself, in its record, by this release and by the one before it")
class OperationRowsTest {
    private static final Plan MOVE = new Plan(
            Samples.SEAT,
            Optional.of(new Seat(new HubHost("old.azure-devices.net"), new DeviceId("Old-1"))),
            Plan.TwinTreatment.MIGRATE);
    private static final String FORMER_HEAD = "{\"id\":\"5.abcdef\",\"started\":\"2026-11-01T10:00:00.123456789Z\",";
    private static final String FORMER_ASSIGNING = FORMER_HEAD
            + "\"state\":\"assigning\",\"attempt\":2,\"due\":\"2026-11-01T10:00:00.123456789Z\","
            + "\"plan\":{\"twin\":\"MIGRATE\",\"derivedFrom\":\"sensor-1\","
            + "\"target\":{\"hub\":\"hub-1.azure-devices.net\",\"deviceId\":\"Sensor-1\"},"
            + "\"moveFrom\":{\"hub\":\"old.azure-devices.net\",\"deviceId\":\"Old-1\"}}}";
    private static final String FORMER_ASSIGNED = FORMER_HEAD + "\"state\":\"assigned\"}";
    private static final String FORMER_FAILED =
            FORMER_HEAD + "\"state\":\"failed\",\"code\":400209,\"message\":\"the hub refused\"}";

    private final RegistrationId id = new RegistrationId("Sensor-1");
    private final IdScope scope = Instance.freshScope();
    private final Registrations registrations = new Instance(scope).stores.registrations();

    static Stream<Progress> states() {
        return Stream.of(
                new Progress.Assigning(MOVE, Attempt.of(3, Samples.NOW)),
                new Progress.Assigned(),
                new Progress.Failed(400209, "the hub refused"));
    }

    static Stream<Arguments> everything() {
        return Stream.of(
                        new Evidence.Key("sensor-1"),
                        new Evidence.Certificate("0123456789ABCDEF".repeat(4)),
                        new Evidence.Tpm("ARoAAQALAAMEcg=="))
                .flatMap(evidence -> states().map(state -> Arguments.of(evidence, state)));
    }

    static Stream<Arguments> formerRows() {
        return Stream.of(
                Arguments.of(FORMER_ASSIGNING, "sensor-1", new Progress.Assigning(MOVE, Attempt.of(2, Samples.NOW))),
                Arguments.of(FORMER_ASSIGNED, "", new Progress.Assigned()),
                Arguments.of(FORMER_FAILED, "", new Progress.Failed(400209, "the hub refused")));
    }

    @ParameterizedTest
    @MethodSource("everything")
    @DisplayName("each kind of evidence comes back as it was stored, in each state of an operation")
    void roundTrip(Evidence evidence, Progress state) {
        Registration stored = record(evidence, state);

        assertTrue(registrations.insert(stored).isPresent());

        assertEquals(stored, loaded().registration());
    }

    @ParameterizedTest
    @MethodSource("formerRows")
    @DisplayName("a row of the release before, which knew keys only, is read in each state of an operation")
    void formerRow(String column, String derivedFrom, Progress state) {
        storeAsTheReleaseBefore(column, record(new Evidence.Tpm("gone"), new Progress.Assigned()));

        Operation read = loaded().registration().operation();

        assertEquals(state, read.progress());
        assertEquals(new Evidence.Key(derivedFrom), read.evidence());
        assertTrue(read.evidence().tells(new Evidence.Key("sensor-1")), "a device that proves itself anew is the same");
        assertFalse(read.evidence().tells(new Evidence.Tpm("x")), "one that has changed over to a TPM is not");
    }

    @Test
    @DisplayName("an operation that the release before began, ends, and its evidence is kept from then on")
    void carriedOn() {
        storeAsTheReleaseBefore(FORMER_ASSIGNING, record(new Evidence.Key("x"), new Progress.Assigned()));
        Stored begun = loaded();
        Operation operation = begun.registration().operation();

        Registration ended = record(operation.evidence(), new Progress.Assigned());
        assertTrue(registrations.replace(ended, begun).isPresent());

        assertEquals(
                new Evidence.Key("sensor-1"),
                loaded().registration().operation().evidence());
    }

    @ParameterizedTest
    @MethodSource("states")
    @DisplayName("the release before finds all it reads of a device with a key, at the names it knows")
    void readByTheReleaseBefore(Progress state) {
        assertTrue(registrations
                .insert(record(new Evidence.Key("sensor-1"), state))
                .isPresent());

        JsonNode column = JsonColumn.parse(
                Instance.rawRow(Keys.DEVICES, new Keys(scope).registration(id)).text("Operation"));

        for (String former : List.of(FORMER_ASSIGNING, FORMER_ASSIGNED, FORMER_FAILED)) {
            JsonNode expected = JsonColumn.parse(former);
            if (expected.path("state").equals(column.path("state"))) {
                expected.fieldNames()
                        .forEachRemaining(member -> assertTrue(column.has(member), () -> member + " of " + column));
                assertEquals(expected.path("plan"), column.path("plan"));
            }
        }
    }

    private Registration record(Evidence evidence, Progress state) {
        Registration plain = Samples.registration(id, state);
        return new Registration(
                id,
                plain.group(),
                plain.created(),
                plain.updated(),
                plain.etag(),
                plain.assignment(),
                new Operation(plain.operation().id(), plain.operation().started(), evidence, state),
                plain.past());
    }

    /** As that release replaced a record: it wrote this column whole, with what it knew. */
    private void storeAsTheReleaseBefore(String column, Registration present) {
        assertTrue(registrations.insert(present).isPresent());
        Row former = Row.at(new Keys(scope).registration(id)).put("Operation", column);
        Instance.raw(Keys.DEVICES).updateEntity(former.entity(), TableEntityUpdateMode.MERGE);
    }

    private Stored loaded() {
        return registrations.load(id).registration().orElseThrow();
    }
}
