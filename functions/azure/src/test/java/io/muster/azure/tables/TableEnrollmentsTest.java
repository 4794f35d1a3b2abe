package io.muster.azure.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.data.tables.models.TableEntityUpdateMode;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.enrollment.EnrollmentStore;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.identity.Etag;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.RegistrationId;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableEnrollmentsTest {
    private static final RegistrationId ID = new RegistrationId("Sensor-1");

    private final IdScope scope = Instance.freshScope();
    private final Keys keys = new Keys(scope);
    private final Instance instance = new Instance(scope);
    private final EnrollmentStore<RegistrationId, IndividualEnrollment> individuals = instance.stores.individuals();
    private final EnrollmentStore<GroupId, EnrollmentGroup> groups = instance.stores.groupStore();

    @Test
    void enrollmentsComeBackAsTheyWereStored() {
        IndividualEnrollment full = Samples.individual(ID, Samples.keys(), Samples.fullTerms("{\"tags\":{\"a\":1}}"));
        EnrollmentGroup group = Samples.group("Line-A");

        assertTrue(individuals.create(full));
        assertTrue(groups.create(group));

        assertEquals(full, individuals.find(ID).orElseThrow());
        assertEquals(full, instance.stores.registrations().load(ID).enrollment().orElseThrow());
        assertEquals(group, groups.find(new GroupId("line-a")).orElseThrow());
        assertEquals(
                "Line-A",
                groups.find(new GroupId("line-a")).orElseThrow().groupId().text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "-", "A:b.c_d-E", ":._-", "0", "..-", "_:9"})
    @DisplayName("1.25: every legal id can be stored, and its spelling in another case is the same device")
    void oddIds(String text) {
        RegistrationId id = new RegistrationId(text);
        RegistrationId otherCase = new RegistrationId(
                text.equals(text.toUpperCase(Locale.ROOT))
                        ? text.toLowerCase(Locale.ROOT)
                        : text.toUpperCase(Locale.ROOT));
        IndividualEnrollment enrollment = Samples.individual(id);
        EnrollmentGroup group = Samples.group(text);

        assertTrue(individuals.create(enrollment));
        assertTrue(groups.create(group));

        assertFalse(individuals.create(Samples.individual(otherCase)));
        assertFalse(groups.create(Samples.group(otherCase.text())));
        assertEquals(
                text, individuals.find(otherCase).orElseThrow().registrationId().text());
    }

    @Test
    @DisplayName("1.25: ids of 128 characters are stored apart even where they differ in the last one only")
    void longIds() {
        String stem = "L:._-".repeat(26).substring(0, 127);
        RegistrationId first = new RegistrationId(stem + "1");
        RegistrationId second = new RegistrationId(stem + "2");

        assertTrue(individuals.create(Samples.individual(first)));

        assertTrue(individuals.find(second).isEmpty());
        assertTrue(individuals.create(Samples.individual(second)));
    }

    @Test
    void onlyTheHolderOfTheEtagWrites() {
        IndividualEnrollment first = Samples.individual(ID);
        IndividualEnrollment second = Samples.individual(ID);
        Etag stale = first.revision().etag();
        individuals.create(first);

        assertTrue(individuals.replace(second, stale));
        assertFalse(individuals.replace(Samples.individual(ID), stale));
        assertFalse(individuals.delete(ID, stale));
        assertEquals(second, individuals.find(ID).orElseThrow());

        assertTrue(individuals.delete(ID, second.revision().etag()));
        assertTrue(individuals.find(ID).isEmpty());
        assertFalse(individuals.delete(ID, second.revision().etag()));
        assertFalse(individuals.replace(first, second.revision().etag()));
    }

    @Test
    void onlyTheHolderOfTheEtagWritesAGroup() {
        EnrollmentGroup first = Samples.group("g");
        EnrollmentGroup second = Samples.group("g");
        groups.create(first);

        assertTrue(groups.replace(second, first.revision().etag()));
        assertFalse(groups.replace(first, first.revision().etag()));
        assertFalse(groups.delete(first.groupId(), first.revision().etag()));
        assertTrue(groups.delete(first.groupId(), second.revision().etag()));
        assertTrue(groups.find(first.groupId()).isEmpty());
    }

    @Test
    void ofManyWritersWithOneEtagOneWins() {
        IndividualEnrollment first = Samples.individual(ID);
        individuals.create(first);
        List<Instance> instances =
                IntStream.range(0, 6).mapToObj(i -> new Instance(scope)).toList();

        List<Boolean> written = Race.of(
                instances,
                racer -> racer.stores
                        .individuals()
                        .replace(Samples.individual(ID), first.revision().etag()));

        assertEquals(1, written.stream().filter(won -> won).count());
    }

    @Test
    @DisplayName("A write that landed, though its answer was lost, is not taken for a lost race")
    void lostAnswers() {
        IndividualEnrollment first = Samples.individual(ID);
        EnrollmentGroup group = Samples.group("g");
        groups.find(group.groupId());
        // The tables and the data key are there now: what is lost next is an enrollment's own write.
        individuals.create(Samples.individual(new RegistrationId("other")));

        instance.traffic.loseNextAnswer();
        assertTrue(individuals.create(first));
        instance.traffic.loseNextAnswer();
        assertTrue(groups.create(group));
        instance.traffic.beforeNext("POST $batch", instance.traffic::loseNextAnswer);
        assertTrue(groups.delete(group.groupId(), group.revision().etag()));
        assertFalse(groups.delete(group.groupId(), group.revision().etag()));
    }

    @Test
    @DisplayName("Seams 9: registering does not change the enrollment's etag or row")
    void ownRow() {
        individuals.create(Samples.individual(ID));
        String before = Instance.rawRow(Keys.DEVICES, keys.enrollment(ID)).version();

        assertTrue(
                instance.stores.registrations().insert(Samples.registration(ID)).isPresent());

        assertEquals(before, Instance.rawRow(Keys.DEVICES, keys.enrollment(ID)).version());
    }

    @Test
    @DisplayName("ADR 0: columns of a later release survive a write, for individuals and groups")
    void unknownColumns() {
        IndividualEnrollment individual = Samples.individual(ID);
        EnrollmentGroup group = Samples.group("g");
        individuals.create(individual);
        groups.create(group);
        colour(Keys.DEVICES, keys.enrollment(ID));
        colour(Keys.SERVICE, keys.group(group.groupId()));

        assertTrue(individuals.replace(
                Samples.individual(ID), individual.revision().etag()));
        assertTrue(groups.replace(Samples.group("g"), group.revision().etag()));

        assertEquals("green", Instance.rawRow(Keys.DEVICES, keys.enrollment(ID)).text("Colour"));
        assertEquals(
                "green",
                Instance.rawRow(Keys.SERVICE, keys.group(group.groupId())).text("Colour"));
    }

    @Test
    void aWriteClearsWhatTheNewEnrollmentLacks() {
        IndividualEnrollment full = Samples.individual(ID, Samples.keys(), Samples.fullTerms("{}"));
        IndividualEnrollment plain = Samples.individual(ID);
        individuals.create(full);

        individuals.replace(plain, full.revision().etag());

        assertEquals(plain, individuals.find(ID).orElseThrow());
    }

    @Test
    void aTwinTooLongForAColumnIsRefusedByNameAndNothingIsStored() {
        String twin = "\"" + "x".repeat(32 * 1024 - 1) + "\"";

        Problem problem = assertThrows(
                Problem.class,
                () -> individuals.create(Samples.individual(ID, Samples.keys(), Samples.fullTerms(twin))));

        assertEquals(ProblemKind.TOO_LARGE, problem.kind());
        assertTrue(problem.message().startsWith("initialTwin "), problem.message());
        assertTrue(individuals.find(ID).isEmpty());
    }

    @Test
    void aSealedKeyCopiedToAnotherRowDoesNotOpen() {
        RegistrationId victim = new RegistrationId("victim");
        individuals.create(Samples.individual(ID));
        individuals.create(Samples.individual(victim));
        Row own = Instance.rawRow(Keys.DEVICES, keys.enrollment(ID));

        Row forged = Row.at(keys.enrollment(victim)).put("PrimaryKey", own.text("PrimaryKey"));
        Instance.raw(Keys.DEVICES).updateEntity(forged.entity(), TableEntityUpdateMode.MERGE);

        assertThrows(IllegalStateException.class, () -> individuals.find(victim));
        assertTrue(individuals.find(ID).isPresent());
    }

    private static void colour(String table, Row.Key key) {
        Row colour = Row.at(key).put("Colour", "green");
        Instance.raw(table).updateEntity(colour.entity(), TableEntityUpdateMode.MERGE);
    }
}
