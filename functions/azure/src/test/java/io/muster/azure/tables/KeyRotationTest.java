package io.muster.azure.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.data.tables.models.TableEntity;
import io.muster.core.encryption.Continuations;
import io.muster.core.encryption.Continuations.Listing;
import io.muster.core.encryption.KeyBook;
import io.muster.core.encryption.KeyCare;
import io.muster.core.encryption.KeyCare.Report;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.JsonText;
import io.muster.core.identity.RegistrationId;
import io.muster.core.identity.Secret;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.registration.Progress;
import io.muster.core.registration.Registration;
import io.muster.core.registration.Stored;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("ADR 12: data keys rotate under everything that lies sealed")
class KeyRotationTest {
    private static final KeyCare.Rules RULES =
            new KeyCare.Rules(Duration.ofDays(90), Duration.ofMinutes(5), Duration.ofDays(1), Duration.ofDays(30));
    private static final Duration A_RUN = Duration.ofMinutes(4);
    private static final RegistrationId ID = new RegistrationId("press-1");
    private static final RegistrationId LONG = new RegistrationId("press-2");

    private final IdScope scope = Instance.freshScope();
    private final Secret hubKey = Samples.key();
    private final Instance instance = new Instance(
            scope,
            new Seeds(List.of(Samples.hub("a.azure-devices.net", hubKey)), List.of(Samples.policy("owner", hubKey))));
    private final KeyCare care = instance.stores.keyCare(RULES);
    private final IndividualEnrollment individual =
            Samples.individual(ID, Samples.keys(), Samples.fullTerms("{\"a\":1}"));
    private final EnrollmentGroup group = Samples.group("g");
    private final Registration record =
            Samples.registration(ID, new Progress.Assigned(Optional.of(new JsonText("{\"p\":\"secret\"}"))));
    private final Registration longRecord = Samples.registration(
            LONG, new Progress.Assigned(Optional.of(new JsonText("\"" + "x".repeat(90 * 1024) + "\""))));
    private final Continuations.Listing listing = new Listing("things", "all");

    @BeforeEach
    void everythingThatIsSealed() {
        instance.clock.synchronize();
        instance.stores.hubs().all();
        instance.stores.individuals().create(individual);
        instance.stores.groupStore().create(group);
        assertTrue(instance.stores.registrations().insert(record).isPresent());
        assertTrue(instance.stores.registrations().insert(longRecord).isPresent());
        assertEquals(32, instance.stores.serviceSecret().get().length());
    }

    @Test
    @DisplayName(
            "To the end: all rows lie under the new key, the old one is retired, and a new instance opens everything")
    void wholeLife() {
        Secret secret = instance.stores.serviceSecret().get();
        String token = new Continuations(instance.stores.envelope()).token(listing, "17");
        String old = keysOfRows().iterator().next();

        instance.vault.rotate();
        assertTrue(care.run(A_RUN).made());
        assertEquals("17", new Continuations(newInstance().stores.envelope()).position(listing, token));
        instance.clock.pass(RULES.settle().plusSeconds(1));
        Report walked = care.run(A_RUN);
        assertEquals(7, walked.resealed(), "hub, policy, group, enrollment, two records and the service's secret");
        assertEquals(Set.of(current()), keysOfRows());
        assertFalse(keysOfRows().contains(old));
        instance.clock.pass(RULES.grace());
        assertEquals(1, care.run(A_RUN).retired());
        instance.clock.pass(RULES.memory());
        assertEquals(1, care.run(A_RUN).forgotten());

        Instance other = newInstance();
        assertOpens(other);
        assertEquals(secret, other.stores.serviceSecret().get());
        assertEquals(
                record,
                other.stores
                        .registrations()
                        .load(ID)
                        .registration()
                        .orElseThrow()
                        .registration());
        // rest.md 3.5: a token that outlived its key is refused as any that is none of ours.
        Problem refused =
                assertThrows(Problem.class, () -> new Continuations(other.stores.envelope()).position(listing, token));
        assertEquals(ProblemKind.INVALID_ARGUMENT, refused.kind());
    }

    @Test
    @DisplayName("Another instance seals under the new key 30 s later at most, and reads what lies under it at once")
    void learnt() {
        Instance other = newInstance();
        String before = sealedBy(other);
        instance.vault.rotate();
        care.run(A_RUN);
        assertEquals(
                "1",
                new Continuations(other.stores.envelope())
                        .position(
                                listing, new Continuations(newInstance().stores.envelope()).token(listing, "1")));
        other.clock.pass(Duration.ofSeconds(30));
        assertFalse(sealedBy(other).equals(before));
        assertEquals(current(), sealedBy(other));
    }

    @Test
    @DisplayName("An instance that cannot ask which key is current goes on for 30 s and then seals nothing any more")
    void storageDown() {
        String before = sealedBy(instance);
        instance.traffic.down(true);
        instance.clock.pass(Duration.ofSeconds(29));
        assertEquals(before, sealedBy(instance));
        instance.clock.pass(Duration.ofSeconds(1));
        assertThrows(Problem.class, () -> sealedBy(instance));
    }

    @Test
    @DisplayName("A record that its device writes while it is being sealed anew keeps what the device wrote")
    void inBetween() {
        instance.vault.rotate();
        care.run(A_RUN);
        instance.clock.pass(RULES.settle().plusSeconds(1));
        Instance device = newInstance();
        Stored stored = device.stores.registrations().load(ID).registration().orElseThrow();
        Registration next = Samples.registration(ID, new Progress.Assigned(Optional.of(new JsonText("\"newer\""))));
        instance.traffic.beforeNext(
                "PATCH devices",
                () -> assertTrue(
                        device.stores.registrations().replace(next, stored).isPresent()));

        assertTrue(care.run(A_RUN).finished());

        assertEquals(
                next,
                newInstance()
                        .stores
                        .registrations()
                        .load(ID)
                        .registration()
                        .orElseThrow()
                        .registration());
        assertEquals(Set.of(current()), keysOfRows());
    }

    @Test
    @DisplayName("A value that does not open is counted, beside a row that others write, and keeps its key")
    void stuckBesideContended() {
        Row.Key key = new Keys(scope).enrollment(ID);
        TableEntity damaged = Instance.rawRow(Keys.DEVICES, key).entity();
        damaged.addProperty("PrimaryKey", damaged.getProperty("PrimaryKey") + "AAAA");
        Instance.raw(Keys.DEVICES).updateEntity(damaged);
        instance.vault.rotate();
        care.run(A_RUN);
        instance.clock.pass(RULES.settle().plusSeconds(1));
        Instance device = newInstance();
        Stored stored = device.stores.registrations().load(LONG).registration().orElseThrow();
        instance.traffic.beforeNext(
                "PATCH devices",
                () -> assertTrue(device.stores
                        .registrations()
                        .replace(Samples.registration(LONG, new Progress.Assigned()), stored)
                        .isPresent()));

        assertTrue(care.run(A_RUN).finished());

        assertEquals(1, book().pass().orElseThrow().stuck());
        instance.clock.pass(RULES.grace());
        assertEquals(0, care.run(A_RUN).retired());
    }

    @Test
    @DisplayName("The other way round: a device's write over a record that was sealed anew since it was read is done")
    void theOtherWayRound() {
        Stored read = instance.stores.registrations().load(ID).registration().orElseThrow();
        instance.vault.rotate();
        care.run(A_RUN);
        instance.clock.pass(RULES.settle().plusSeconds(1));
        care.run(A_RUN);
        Registration next = Samples.registration(ID, new Progress.Assigned());

        Stored written = instance.stores.registrations().replace(next, read).orElseThrow();

        assertEquals(
                next,
                newInstance()
                        .stores
                        .registrations()
                        .load(ID)
                        .registration()
                        .orElseThrow()
                        .registration());
        assertTrue(instance.stores.registrations().replace(record, read).isEmpty(), "but not over another's write");
        assertTrue(instance.stores.registrations().delete(written));
    }

    @Test
    @DisplayName("Storage that fails at any call of a rotation: the next run ends it, and everything opens")
    void cutOff() {
        instance.vault.rotate();
        int failures = 0;
        for (String call : List.of(
                "POST $batch", "GET service", "PATCH service", "PATCH devices", "POST service", "GET devices")) {
            instance.traffic.refuse(call);
            for (int run = 0; run < 2; run++) {
                try {
                    Report unused = care.run(A_RUN);
                } catch (Problem unavailable) {
                    failures++;
                }
                instance.clock.pass(RULES.settle().plusSeconds(1));
            }
            instance.traffic.allow();
            assertOpens(newInstance());
        }
        assertTrue(failures >= 4, "the test's own premise: runs were cut off: " + failures);
        for (int day = 0; day < 4; day++) {
            Report unused = care.run(A_RUN);
            instance.clock.pass(RULES.grace());
        }
        assertEquals(Set.of(current()), keysOfRows());
        assertEquals(1, book().older().isEmpty() ? 1 : 0);
        assertOpens(newInstance());
    }

    @Test
    @DisplayName(
            "Loss of the key: without the vault's key nothing sealed opens, and no row is changed or left unread by it")
    void keyLost() {
        Instance lost = newInstance();
        lost.vault.down(true);

        Problem cold = assertThrows(Problem.class, () -> lost.stores.hubs().all());

        assertEquals(ProblemKind.UNAVAILABLE, cold.kind());
        assertTrue(cold.message().contains("the key vault does not answer"), cold.message());
        assertThrows(Problem.class, () -> lost.stores.individuals().find(ID));
        lost.vault.down(false);
        lost.clock.pass(Duration.ofSeconds(6));
        assertOpens(lost);
    }

    private void assertOpens(Instance other) {
        assertEquals(1, other.stores.hubs().all().size());
        assertEquals(Optional.of(individual), other.stores.individuals().find(ID));
        assertEquals(Optional.of(group), other.stores.groupStore().find(group.groupId()));
        assertEquals(
                longRecord,
                other.stores
                        .registrations()
                        .load(LONG)
                        .registration()
                        .orElseThrow()
                        .registration());
    }

    /** Another one, at the same time. */
    private Instance newInstance() {
        Instance other = new Instance(scope);
        other.clock.pass(Duration.between(other.clock.instant(), instance.clock.instant()));
        return other;
    }

    private String sealedBy(Instance other) {
        return new Continuations(other.stores.envelope()).token(listing, "1").split("\\.", -1)[1];
    }

    private KeyBook.Contents book() {
        StorageTable table = TableStorage.withConnectionString(AzuriteProcess.connectionString())
                .table(Keys.SERVICE);
        Keys keys = new Keys(scope);
        return new TableKeyBook(table, keys, new DataKeyRows(keys)).read().orElseThrow();
    }

    private String current() {
        return book().current().id();
    }

    /** The data keys that anything in any row is sealed under, found by its form alone. */
    private Set<String> keysOfRows() {
        String prefix = scope.text().toLowerCase(Locale.ROOT);
        return Stream.of(Keys.DEVICES, Keys.SERVICE)
                .flatMap(table -> Instance.raw(table).listEntities().stream())
                .filter(entity -> entity.getPartitionKey().startsWith(prefix))
                .map(TableEntity::getProperties)
                .flatMap(properties -> properties.values().stream())
                .map(String::valueOf)
                .filter(text -> text.matches("v1\\.[0-9a-f]{16}\\..*"))
                .map(text -> text.split("\\.", -1)[1])
                .collect(Collectors.toSet());
    }
}
