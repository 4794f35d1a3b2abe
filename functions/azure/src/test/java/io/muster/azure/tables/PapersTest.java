package io.muster.azure.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.data.tables.models.TableEntity;
import io.muster.core.hub.HubTwin;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.JsonText;
import io.muster.core.identity.RegistrationId;
import io.muster.core.registration.Attempt;
import io.muster.core.registration.Plan;
import io.muster.core.registration.Progress;
import io.muster.core.registration.Progress.Running;
import io.muster.core.registration.Registration;
import io.muster.core.registration.Registrations;
import io.muster.core.registration.Stored;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("3.20 to 3.26: what device and webhook say to each other, in the record")
class PapersTest {
    private static final RegistrationId ID = new RegistrationId("Press-1");
    private static final JsonText SECRET = new JsonText("{\"password\":\"planted-in-a-payload\"}");
    private static final HubTwin TWIN =
            new HubTwin(new JsonText("{\"a\":1}"), new JsonText("{\"b\":\"planted-in-a-twin\"}"));
    private static final Attempt ATTEMPT =
            new Attempt(4, Samples.NOW, OptionalLong.of(77), Optional.of(Samples.NOW.plusSeconds(1)));

    private final IdScope scope = Instance.freshScope();
    private final Instance instance = new Instance(scope);
    private final Registrations registrations = instance.stores.registrations();

    static Stream<Progress> states() {
        Running choosing = new Progress.Choosing(Optional.of(SECRET), true, ATTEMPT);
        Plan plan = new Plan(
                Samples.SEAT,
                Optional.empty(),
                Plan.TwinTreatment.INITIAL,
                new Plan.Chosen(Optional.of(TWIN), Optional.of(SECRET)));
        return Stream.of(
                choosing,
                new Progress.Choosing(Optional.empty(), false, ATTEMPT),
                new Progress.Assigning(plan, ATTEMPT),
                new Progress.Assigned(Optional.of(SECRET)),
                new Progress.Failed(500001, "given up", Optional.of(choosing)),
                new Progress.Failed(500001, "given up", Optional.of(new Progress.Assigning(plan, ATTEMPT))));
    }

    @ParameterizedTest
    @MethodSource("states")
    @DisplayName("they come back as they were, and nothing of them stands in the clear")
    void roundTrip(Progress progress) {
        Registration stored = Samples.registration(ID, progress);
        assertTrue(registrations.insert(stored).isPresent());
        assertEquals(stored, loaded().registration());
        assertFalse(row().getProperties().toString().contains("planted"), "in the clear");
    }

    @Test
    @DisplayName("5.9: a payload as long as a message may be is kept")
    void longPayload() {
        JsonText payload = new JsonText("\"" + "x".repeat(96 * 1024 - 2) + "\"");
        Registration stored = Samples.registration(ID, new Progress.Choosing(Optional.of(payload), false, ATTEMPT));
        assertTrue(registrations.insert(stored).isPresent());
        assertEquals(stored, loaded().registration());
    }

    @Test
    @DisplayName("those of an operation before are not taken for those of the next one")
    void ofAnotherOperation() {
        Stored first = registrations
                .insert(Samples.registration(ID, new Progress.Assigned(Optional.of(SECRET))))
                .orElseThrow();
        Registration next = Samples.registration(ID, new Progress.Assigned());
        assertTrue(registrations.replace(next, first).isPresent());
        assertEquals(next, loaded().registration());
        assertEquals(List.of(""), List.of(String.valueOf(row().getProperty("Papers1"))));
    }

    private Stored loaded() {
        return registrations.load(ID).registration().orElseThrow();
    }

    private TableEntity row() {
        return Instance.rawRow("devices", new Keys(scope).registration(ID)).entity();
    }
}
