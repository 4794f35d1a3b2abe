package io.muster.azure.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.data.tables.TableClient;
import com.azure.data.tables.models.TableEntity;
import io.muster.azure.backup.FolderPlace;
import io.muster.core.audit.Act;
import io.muster.core.audit.AuditCheck;
import io.muster.core.audit.AuditLog;
import io.muster.core.audit.AuditSeal;
import io.muster.core.backup.BackupException;
import io.muster.core.backup.Backups;
import io.muster.core.backup.Backups.Report;
import io.muster.core.backup.Retention;
import io.muster.core.certificate.Denial;
import io.muster.core.certificate.DenyList;
import io.muster.core.encryption.KeyCare;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.hub.LinkedHub.SharedAccessKey;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.RegistrationId;
import io.muster.core.identity.Secret;
import io.muster.core.query.KeyRange;
import io.muster.core.registration.Registration;
import io.muster.core.testkit.Effort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("ADR 13: what a backup of the tables holds, and what comes back")
class TableCopyTest {
    private static final KeyCare.Rules RULES =
            new KeyCare.Rules(Duration.ofDays(90), Duration.ofMinutes(5), Duration.ofDays(1), Duration.ofDays(30));
    private static final Duration A_RUN = Duration.ofMinutes(4);

    @TempDir
    Path folder;

    private final IdScope scope = Instance.freshScope();
    private final Secret hubKey = Samples.key();
    private final Instance instance = new Instance(
            scope,
            new Seeds(List.of(Samples.hub("a.azure-devices.net", hubKey)), List.of(Samples.policy("owner", hubKey))));
    private final List<IndividualEnrollment> individuals = new ArrayList<>();
    private final List<Registration> records = new ArrayList<>();

    @BeforeEach
    void aService() {
        instance.clock.synchronize();
        instance.stores.hubs().all();
        for (int i = 0; i < 12; i++) {
            individuals.add(Samples.individual(new RegistrationId("press-" + i)));
            records.add(Samples.registration(new RegistrationId("drill-" + i)));
        }
        individuals.forEach(instance.stores.individuals()::create);
        records.forEach(record ->
                assertTrue(instance.stores.registrations().insert(record).isPresent()));
        instance.stores.groupStore().create(Samples.group("Group-1"));
        instance.stores
                .denials()
                .put(new DenyList.Entry(
                        Denial.parse("key:" + "A1".repeat(32)), Optional.of("stolen"), instance.clock.instant()));
        AuditLog log = new AuditLog(instance.stores.audit(), seal(instance), instance.clock, Instance.RANDOM);
        log.ended(
                log.append(new Act("policy:owner", "", "", "PUT /enrollments/{id}", "/enrollments/a", "", 1, 0, "t")),
                200);
    }

    private static AuditSeal seal(Instance instance) {
        return new AuditSeal(instance.stores.serviceSecret());
    }

    private Backups backups(Instance of) {
        return new Backups(
                new Backups.Ports(of.stores.storedRows(), new FolderPlace(scope, folder), of.vault),
                scope,
                new Retention(30),
                of.clock,
                Instance.RANDOM);
    }

    private Instance fresh() {
        Instance other = new Instance(scope);
        other.clock.synchronize();
        return other;
    }

    private List<TableClient> tables() {
        return Stream.concat(TableCopy.TABLES.stream(), Stream.of(Keys.SERVICE))
                .map(Instance::raw)
                .toList();
    }

    private void lose() {
        String service = new Keys(scope).servicePartition();
        for (TableClient table : tables()) {
            table.listEntities().stream()
                    .filter(row -> row.getPartitionKey().equals(service)
                            || row.getPartitionKey().startsWith(service + ":"))
                    .forEach(table::deleteEntity);
        }
    }

    private void assertAllThere(Instance other) {
        assertEquals(hubKey, ((SharedAccessKey) other.stores.hubs().all().get(0).authentication()).key());
        individuals.forEach(each ->
                assertEquals(Optional.of(each), other.stores.individuals().find(each.registrationId())));
        for (Registration record : records) {
            assertEquals(
                    record,
                    other.stores
                            .registrations()
                            .load(record.id())
                            .registration()
                            .orElseThrow()
                            .registration());
        }
        assertEquals(
                records.size(),
                other.stores
                        .members(new GroupId("Group-1"))
                        .page("", KeyRange.END, 1000)
                        .items()
                        .size());
        assertEquals(
                instance.stores.groupStore().find(new GroupId("Group-1")),
                other.stores.groupStore().find(new GroupId("Group-1")));
        assertEquals(1, other.stores.denials().all().size());
        assertTrue(new AuditCheck(other.stores.audit(), seal(other), 1000)
                .verify(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"), List.of())
                .flaws()
                .isEmpty());
    }

    @Test
    @DisplayName("Everything comes back as it was, and what is taken then is equal to the last byte")
    void roundTrip() {
        Report taken = backups(instance).take(rows -> {});
        lose();
        Instance other = fresh();
        assertTrue(other.stores.storedRows().empty());
        backups(other).restore(taken.name(), false, rows -> {});
        assertAllThere(fresh());
        other.clock.pass(Duration.ofHours(1));
        assertEquals(taken.sha256(), backups(other).take(rows -> {}).sha256());
        // And the service goes on: new things can be sealed and listed.
        Instance next = fresh();
        next.stores.individuals().create(Samples.individual(new RegistrationId("later")));
        assertTrue(next.stores.individuals().find(new RegistrationId("later")).isPresent());
    }

    @Test
    @DisplayName(
            "A data key that is retired while the tables are read is readable in the backup, and deleted ones are in it")
    void rotatedMeanwhile() {
        instance.vault.rotate();
        KeyCare care = instance.stores.keyCare(RULES);
        assertTrue(care.run(A_RUN).made());
        // The devices' rows are read under the old key; before the service's are read, a whole rotation ends.
        instance.traffic.beforeNext("GET enrollments", () -> {
            Instance keeper = new Instance(scope);
            keeper.vault.rotate();
            keeper.clock.synchronize();
            KeyCare again = keeper.stores.keyCare(RULES);
            keeper.clock.pass(RULES.settle().plusSeconds(1));
            again.run(A_RUN);
            keeper.clock.pass(RULES.grace());
            assertTrue(again.run(A_RUN).retired() > 0);
            keeper.clock.pass(RULES.memory());
            assertTrue(again.run(A_RUN).forgotten() > 0);
        });
        Report taken = backups(instance).take(rows -> {});
        lose();
        Instance other = fresh();
        backups(other).restore(taken.name(), false, rows -> {});
        assertAllThere(fresh());
        // The walk begins anew and ends as any does.
        KeyCare next = other.stores.keyCare(RULES);
        other.clock.pass(RULES.grace().multipliedBy(2));
        next.run(A_RUN);
        next.run(A_RUN);
        assertAllThere(fresh());
    }

    @Test
    @DisplayName("A data key made while the service's rows are read is in the backup as well")
    void madeMeanwhile() throws IOException {
        // Its rows are asked for three times: the keys, everything, the keys again.
        instance.traffic.beforeNext(
                "GET service",
                () -> instance.traffic.beforeNext(
                        "GET service",
                        () -> instance.traffic.beforeNext("GET service", () -> {
                            Instance keeper = fresh();
                            keeper.vault.rotate();
                            assertTrue(keeper.stores.keyCare(RULES).run(A_RUN).made());
                        })));
        List<String> lines = new ArrayList<>();
        instance.stores.storedRows().read(lines::add);
        assertEquals(
                2,
                lines.stream().filter(line -> line.contains("\"r\":\"datakey:")).count());
    }

    @Test
    @DisplayName("The rows of a service whose scope begins alike are none of this one's")
    void scopes() throws IOException {
        Instance longer = new Instance(new IdScope(scope.text() + "0"));
        longer.stores.individuals().create(Samples.individual(new RegistrationId("theirs")));
        List<String> lines = new ArrayList<>();
        instance.stores.storedRows().read(lines::add);
        assertTrue(lines.stream().anyMatch(line -> line.contains("press-1")));
        assertFalse(lines.stream().anyMatch(line -> line.contains("theirs")));
        assertFalse(instance.stores.storedRows().empty());
        assertTrue(new Instance(Instance.freshScope()).stores.storedRows().empty());
    }

    @Test
    @DisplayName(
            "Restoring goes on where it was broken off, over rows that are the same; another row in the way is named")
    void resumed() {
        Report taken = backups(instance).take(rows -> {});
        lose();
        Instance breaking = fresh();
        breaking.traffic.beforeNext("POST $batch", () -> breaking.traffic.down(true));
        assertThrows(RuntimeException.class, () -> backups(breaking).restore(taken.name(), false, rows -> {}));
        Instance other = fresh();
        Report resumed = backups(other).restore(taken.name(), true, rows -> {});
        assertEquals(taken, resumed);
        assertAllThere(fresh());
        backups(other).restore(taken.name(), true, rows -> {});

        Row.Key key = new Keys(scope).enrollment(new RegistrationId("press-3"));
        TableEntity changed = Instance.raw(Keys.DEVICES).getEntity(key.partition(), key.row());
        changed.addProperty("Etag", "another");
        Instance.raw(Keys.DEVICES).updateEntity(changed);
        BackupException refused =
                assertThrows(BackupException.class, () -> backups(other).restore(taken.name(), true, rows -> {}));
        assertTrue(String.valueOf(refused.getMessage()).contains("press-3"), refused::getMessage);
    }

    @Test
    @DisplayName(
            "More rows of a partition than a transaction may have, or more bytes, and what a later release may keep")
    void large() throws IOException {
        Keys keys = new Keys(scope);
        TableClient service = Instance.raw(Keys.SERVICE);
        for (int i = 0; i < 230; i++) {
            service.createEntity(new TableEntity(keys.servicePartition(), String.format(Locale.ROOT, "later:%03d", i))
                    .addProperty("Text", (i % 2 == 0 ? "ü" : "\n\"") + "x".repeat(i < 60 ? 30_000 : 10))
                    .addProperty("Long", 1L << 40)
                    .addProperty("Double", 0.1)
                    .addProperty("Bytes", new byte[] {1, 2, (byte) 200})
                    .addProperty("Guid", UUID.nameUUIDFromBytes(new byte[] {(byte) i}))
                    .addProperty("Time", OffsetDateTime.parse("2026-03-01T10:00:00.123Z")));
        }
        List<String> before = new ArrayList<>();
        instance.stores.storedRows().read(before::add);
        lose();
        fresh().stores.storedRows().insert(before);
        List<String> after = new ArrayList<>();
        fresh().stores.storedRows().read(after::add);
        assertEquals(before, after);
        assertTrue(before.stream().anyMatch(line -> line.contains("{\"long\":\"1099511627776\"}")));
    }

    @Test
    @DisplayName("Fuzz: a line is a row that reads the same again, or is refused as none")
    void lines() throws IOException {
        List<String> lines = new ArrayList<>();
        instance.stores.storedRows().read(lines::add);
        lines.add(
                "{\"t\":\"devices\",\"p\":\"a:b\",\"r\":\"x\",\"c\":{\"A\":{\"long\":\"5\"},\"B\":{\"double\":\"NaN\"},"
                        + "\"C\":{\"binary\":\"AAE=\"},\"D\":{\"guid\":\"00000000-0000-0000-0000-000000000001\"},"
                        + "\"E\":{\"time\":\"2026-03-01T10:00:00Z\"},\"F\":true,\"G\":1}}");
        long seed = 61_302;
        Random dice = new Random(seed);
        int good = 0;
        for (int i = 0; i < Effort.inputs(20_000); i++) {
            StringBuilder line = new StringBuilder(lines.get(dice.nextInt(lines.size())));
            for (int changes = dice.nextInt(4); changes > 0 && !line.isEmpty(); changes--) {
                int at = dice.nextInt(line.length());
                switch (dice.nextInt(3)) {
                    case 0 -> line.setCharAt(at, "{}[]\":,0a\\é".charAt(dice.nextInt(11)));
                    case 1 -> line.deleteCharAt(at);
                    default -> line.setLength(Math.max(1, at));
                }
            }
            try {
                String read = RowLine.parse(line.toString()).text();
                assertEquals(read, RowLine.parse(read).text(), () -> "seed " + seed + ": " + line);
                good++;
            } catch (BackupException refused) {
                assertFalse(String.valueOf(refused.getMessage()).contains("press-"), "quotes the row");
            }
        }
        assertTrue(good > 1000, "most rounds change something, not all: " + good);
        RowLine.parse(lines.get(lines.size() - 1));
        for (String wrong : List.of(
                "",
                "null",
                "[]",
                "{}",
                "{\"t\":1,\"p\":\"a\",\"r\":\"b\",\"c\":{}}",
                "{\"t\":\"devices\",\"p\":\"a\",\"r\":\"b\"}")) {
            assertThrows(BackupException.class, () -> RowLine.parse(wrong), wrong);
        }
        String foreign = "{\"t\":\"devices\",\"p\":\"0ne99999999:b\",\"r\":\"enrollment\",\"c\":{}}";
        assertThrows(BackupException.class, () -> instance.stores.storedRows().insert(List.of(foreign)));
        assertThrows(
                BackupException.class,
                () -> instance.stores.storedRows().insert(List.of(foreign.replace("devices", "budgets"))));
    }
}
