package io.muster.azure.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.data.tables.TableServiceClientBuilder;
import com.azure.data.tables.models.TableItem;
import io.muster.core.decision.Decision;
import io.muster.core.decision.Decision.Cause;
import io.muster.core.decision.Decision.Entry;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.RegistrationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Issue 4.7: why devices were refused, in a table a day")
class TableDecisionsTest {
    private static final RegistrationId ID = new RegistrationId("Press:17");
    private static final String FIRST_DAY = "decisions20261101";

    private final IdScope scope = Instance.freshScope();
    private final Instance writer = new Instance(scope);
    private final Instance reader = new Instance(scope);

    @BeforeEach
    void noDayYet() {
        dayTables().forEach(name -> Instance.raw(name).deleteTable());
    }

    @Test
    @DisplayName("One refusal is found by its tracking id and by its id in any case, by every instance at once")
    void found() {
        Decision decision = recorded(ID);

        assertEquals(Optional.of(decision), reader.stores.decisions().find(decision.trackingId()));
        assertEquals(List.of(decision), reader.stores.decisions().of(new RegistrationId("PRESS:17")));
        assertEquals(List.of(), reader.stores.decisions().of(new RegistrationId("Press:1")));
        assertEquals(Optional.empty(), reader.stores.decisions().find(UUID.randomUUID()));
    }

    @Test
    void anotherScopeOfTheAccountSeesNothing() {
        Decision decision = recorded(ID);
        Instance other = new Instance(Instance.freshScope());

        assertEquals(Optional.empty(), other.stores.decisions().find(decision.trackingId()));
        assertEquals(List.of(), other.stores.decisions().of(ID));
    }

    @Test
    void beforeTheFirstRefusalThereIsNothingAndAskingMakesNoTable() {
        assertEquals(List.of(), reader.stores.decisions().of(ID));
        assertEquals(Optional.empty(), reader.stores.decisions().find(UUID.randomUUID()));
        assertEquals(List.of(), dayTables());
    }

    @Test
    @DisplayName(
            "A refusal costs two writes; the first of a day on an instance, one table made and one look for old ones more")
    void costs() {
        recorded(ID);
        assertEquals(
                List.of("GET Tables", "POST Tables", "PUT " + FIRST_DAY, "PUT " + FIRST_DAY), writer.traffic.taken());

        Decision second = recorded(ID);
        assertEquals(List.of("PUT " + FIRST_DAY, "PUT " + FIRST_DAY), writer.traffic.taken());

        assertEquals(Optional.of(second), reader.stores.decisions().find(second.trackingId()));
        assertEquals(List.of("GET Tables", "GET " + FIRST_DAY), reader.traffic.taken());
        assertEquals(2, reader.stores.decisions().of(ID).size());
        assertEquals(List.of("GET Tables", "GET " + FIRST_DAY), reader.traffic.taken());
    }

    @Test
    @DisplayName("Of many the latest twenty are told, newest first, across the days")
    void newestFirst() {
        List<Decision> written = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            written.add(recorded(ID));
            writer.clock.pass(Duration.ofHours(1));
        }
        reader.clock.pass(Duration.ofHours(25));

        Collections.reverse(written);
        assertEquals(written.subList(0, 20), reader.stores.decisions().of(ID));
        assertEquals(List.of(FIRST_DAY, "decisions20261102"), dayTables());
        assertEquals(
                Optional.of(written.get(24)),
                reader.stores.decisions().find(written.get(24).trackingId()));
    }

    @Test
    @DisplayName("Seven whole days are kept; the first write of a later day drops the table, whoever makes it")
    void retention() {
        Decision decision = recorded(ID);

        pass(Duration.ofDays(7).plus(Duration.ofHours(23)));
        Decision later = recorded(new RegistrationId("other"));
        assertEquals(List.of(FIRST_DAY, "decisions20261108"), dayTables());
        assertEquals(Optional.of(decision), reader.stores.decisions().find(decision.trackingId()));
        assertEquals(List.of(decision), reader.stores.decisions().of(ID));

        pass(Duration.ofHours(1));
        assertEquals(Optional.empty(), reader.stores.decisions().find(decision.trackingId()), "too old, though there");
        assertEquals(List.of(), reader.stores.decisions().of(ID));
        reader.stores.decisions().record(decision(ID));
        assertEquals(List.of("decisions20261108", "decisions20261109"), dayTables());
        assertEquals(Optional.of(later), reader.stores.decisions().find(later.trackingId()));
    }

    @Test
    @DisplayName("A table that does not go keeps nobody from writing, and the next instance drops it")
    void failedDrop() {
        recorded(ID);
        pass(Duration.ofDays(8));
        writer.traffic.refuse("DELETE Tables");

        Decision later = recorded(ID);

        assertEquals(List.of(FIRST_DAY, "decisions20261109"), dayTables());
        assertEquals(List.of(later), reader.stores.decisions().of(ID));
        reader.stores.decisions().record(decision(ID));
        assertEquals(List.of("decisions20261109"), dayTables());
    }

    @Test
    @DisplayName("When it cannot be seen which tables there are, the trace is kept all the same")
    void failedLook() {
        writer.traffic.refuse("GET Tables");

        Decision decision = recorded(ID);

        assertEquals(List.of(decision), reader.stores.decisions().of(ID));
    }

    @Test
    void tablesOfOthersAreLeftAlone() {
        for (String name : List.of("decisions0000", "decisionsOfMine")) {
            Instance.raw(name).createTable();
        }

        recorded(ID);
        assertEquals(1, reader.stores.decisions().of(ID).size());

        List<String> tables = tables();
        for (String name : List.of("decisions0000", "decisionsOfMine")) {
            assertTrue(tables.contains(name), name);
            Instance.raw(name).deleteTable();
        }
    }

    @Test
    @DisplayName("A store that is down changes no answer: the trace is lost, and the next refusals do not even try")
    void down() {
        writer.traffic.down(true);
        Decision lost = recorded(ID);
        writer.traffic.down(false);
        writer.traffic.taken();

        recorded(new RegistrationId("b"));
        assertEquals(List.of(), writer.traffic.taken());

        writer.clock.pass(Duration.ofSeconds(10));
        Decision kept = recorded(ID);
        assertEquals(List.of(kept), reader.stores.decisions().of(ID));
        assertEquals(Optional.empty(), reader.stores.decisions().find(lost.trackingId()));
    }

    @Test
    @DisplayName("A day's table that vanished is made again by the write after next")
    void vanished() {
        recorded(ID);
        Instance.raw(FIRST_DAY).deleteTable();
        recorded(ID);

        writer.clock.pass(Duration.ofSeconds(10));
        Decision kept = recorded(ID);

        assertEquals(List.of(kept), reader.stores.decisions().of(ID));
    }

    @Test
    @DisplayName("A flood writes a burst of a hundred and no more, five of them under one id")
    void flood() {
        recorded(ID);
        writer.traffic.taken();

        for (int i = 0; i < 50; i++) {
            writer.stores.decisions().record(decision(ID));
        }
        assertEquals(4 * 2, writer.traffic.taken().size());

        for (int i = 0; i < 300; i++) {
            writer.stores.decisions().record(decision(new RegistrationId("stranger-" + i)));
        }
        assertEquals(95 * 2, writer.traffic.taken().size());
    }

    @Test
    @DisplayName("The largest decision there can be fits in its rows")
    void largest() {
        String text = "\"\ud83d\ude00".repeat(256).substring(0, 512);
        Entry entry = new Entry("certificate", text, text, Optional.of(new Cause(text, text)));
        Decision decision = new Decision(
                UUID.randomUUID(), ID, writer.clock.instant(), "registration", Collections.nCopies(24, entry));

        writer.stores.decisions().record(decision);

        assertEquals(Optional.of(decision), reader.stores.decisions().find(decision.trackingId()));
    }

    @Test
    @DisplayName("A damaged row is left out and hides no other")
    void damage() {
        Decision first = recorded(ID);
        writer.clock.pass(Duration.ofSeconds(1));
        Decision second = recorded(ID);
        Row.Key byId = new Keys(scope).decision(ID, second.at(), second.trackingId());
        Row.Key byTracking = new Keys(scope).decision(second.trackingId());
        for (Row.Key key : List.of(byId, byTracking)) {
            Row row = Instance.rawRow(FIRST_DAY, key).put("Finding1", "{\"step\":1}");
            Instance.raw(FIRST_DAY).updateEntity(row.entity());
        }

        assertEquals(List.of(first), reader.stores.decisions().of(ID));
        assertEquals(Optional.empty(), reader.stores.decisions().find(second.trackingId()));
        assertFalse(dayTables().isEmpty());
    }

    private Decision recorded(RegistrationId id) {
        Decision decision = decision(id);
        writer.stores.decisions().record(decision);
        return decision;
    }

    private Decision decision(RegistrationId id) {
        return Samples.decision(id, writer.clock.instant());
    }

    private void pass(Duration time) {
        writer.clock.pass(time);
        reader.clock.pass(time);
    }

    private static List<String> dayTables() {
        return tables().stream()
                .filter(name -> name.matches("decisions\\d{8}"))
                .sorted()
                .toList();
    }

    private static List<String> tables() {
        return new TableServiceClientBuilder()
                .connectionString(AzuriteProcess.connectionString()).buildClient().listTables().stream()
                        .map(TableItem::getName)
                        .toList();
    }
}
