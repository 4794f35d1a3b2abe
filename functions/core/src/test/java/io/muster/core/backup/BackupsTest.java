package io.muster.core.backup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.backup.Backups.Report;
import io.muster.core.identity.IdScope;
import io.muster.core.problem.Problem;
import io.muster.core.testkit.Crash;
import io.muster.core.testkit.Effort;
import io.muster.core.testkit.InMemoryBackups;
import io.muster.core.testkit.InMemoryRows;
import io.muster.core.testkit.InMemoryVault;
import io.muster.core.testkit.Journal;
import io.muster.core.testkit.ManualClock;
import io.muster.core.testkit.SeededRandom;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("ADR 13: backups are whole or none, open to nobody without the vault, and come back as they were")
class BackupsTest {
    private static final IdScope SCOPE = new IdScope("0ne00000001");

    private final Journal journal = new Journal();
    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T10:00:00.5Z"));
    private final InMemoryBackups place = new InMemoryBackups(journal);
    private final InMemoryVault vault = new InMemoryVault(journal);
    private final SecureRandom random = new SeededRandom(13);
    private final InMemoryRows rows = new InMemoryRows(journal);
    private final List<Long> progress = new ArrayList<>();

    private Backups backups(StoredRows of) {
        return backups(of, SCOPE);
    }

    private Backups backups(StoredRows of, IdScope scope) {
        return new Backups(new Backups.Ports(of, place, vault), scope, new Retention(30), clock, random);
    }

    private void fill(int count) {
        for (int i = 0; i < count; i++) {
            rows.rows.put(String.format(Locale.ROOT, "%06d", i), "ü " + noise());
        }
    }

    /** Hardly to be compressed. */
    private String noise() {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private Report taken() {
        return backups(rows).take(progress::add);
    }

    /** Also more rows than are written at once, and more bytes than a frame has. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 999, 1000, 1001, 30_000})
    @DisplayName("What is restored is what was taken, and a backup of it has the same content")
    void roundTrip(int count) {
        fill(count);
        Report taken = taken();
        assertEquals("2026-03-01T10-00-00Z", taken.name().text());
        assertEquals(count, taken.rows());
        assertEquals(taken, backups(rows).check(taken.name()));

        InMemoryRows empty = new InMemoryRows(journal);
        assertEquals(taken, backups(empty).restore(taken.name(), false, progress::add));
        assertEquals(rows.rows, empty.rows);
        clock.advance(Duration.ofHours(1));
        Report again = backups(empty).take(progress::add);
        assertEquals(taken.sha256(), again.sha256());
        assertFalse(Arrays.equals(place.bytes(taken.name()), place.bytes(again.name())), "sealed under another key");
        assertEquals(count >= 10_000, progress.contains(10_000L));
    }

    @Test
    @DisplayName("Nothing of a row can be read without the vault")
    void sealed() {
        rows.rows.put("device", "planted-secret");
        Report taken = taken();
        String text = new String(place.bytes(taken.name()), StandardCharsets.ISO_8859_1);
        assertFalse(text.contains("planted"));
        assertTrue(text.startsWith("muster-backup 1 0ne00000001 2026-03-01T10-00-00Z https://vault/keys/k/1 "), text);
        vault.rotate();
        assertEquals(taken, backups(rows).check(taken.name()), "an older version of the vault's key still opens it");
        vault.disable(1);
        assertThrows(Problem.class, () -> backups(rows).check(taken.name()));
    }

    @Test
    @DisplayName("A changed, shortened, lengthened or mixed backup is refused before a row is written")
    void damaged() {
        fill(30_000);
        Report taken = taken();
        byte[] whole = place.bytes(taken.name());
        int header = new String(whole, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
        int frame = 4 + Frames.CLEAR_BYTES + Frames.TAG_BYTES;
        assertTrue(whole.length > header + 2 * frame, "three frames at least");
        clock.advance(Duration.ofHours(1));
        byte[] other = place.bytes(taken().name());

        Map<String, byte[]> wrong = new TreeMap<>(Map.of(
                "cut behind the header", Arrays.copyOf(whole, header),
                "cut in the header", Arrays.copyOf(whole, header - 2),
                "cut at a frame's end", Arrays.copyOf(whole, header + frame),
                "cut in a frame", Arrays.copyOf(whole, header + frame + 100),
                "cut in a length", Arrays.copyOf(whole, header + frame + 2),
                "something behind it", Arrays.copyOf(whole, whole.length + 1),
                "nothing", new byte[0],
                "frames in another order", swapped(whole, header, frame),
                "a frame of another backup", mixed(whole, other, header, frame),
                "no backup", "PK\u0003\u0004\n".getBytes(StandardCharsets.ISO_8859_1)));
        wrong.put("a first line without end", "x".repeat(5000).getBytes(StandardCharsets.ISO_8859_1));
        wrong.put("the first line alone changed", replaced(whole, "/k/1", "/k/2"));
        wrong.put("a later release's", replaced(whole, "muster-backup 1", "muster-backup 2"));
        wrong.put("no scope", replaced(whole, SCOPE.text(), "_ne00000001"));
        InMemoryRows empty = new InMemoryRows(journal);
        wrong.forEach((what, bytes) -> {
            place.put(taken.name(), bytes);
            assertThrows(BackupException.class, () -> backups(empty).restore(taken.name(), false, progress::add), what);
            assertTrue(empty.empty(), what);
        });
    }

    private static byte[] swapped(byte[] whole, int header, int frame) {
        byte[] bytes = whole.clone();
        System.arraycopy(whole, header, bytes, header + frame, frame);
        System.arraycopy(whole, header + frame, bytes, header, frame);
        return bytes;
    }

    private static byte[] mixed(byte[] whole, byte[] other, int header, int frame) {
        byte[] bytes = whole.clone();
        System.arraycopy(other, header, bytes, header, frame);
        return bytes;
    }

    private static byte[] replaced(byte[] whole, String from, String to) {
        String text = new String(whole, StandardCharsets.ISO_8859_1);
        return text.replaceFirst(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    @DisplayName("Fuzz: whatever is done to its bytes, a backup opens as it was or is refused with a reason")
    void fuzz() {
        fill(40);
        Report taken = taken();
        byte[] whole = place.bytes(taken.name());
        long seed = 61_301;
        Random dice = new Random(seed);
        for (int i = 0; i < Effort.inputs(3000); i++) {
            byte[] bytes = whole.clone();
            for (int flips = 1 + dice.nextInt(3); flips > 0; flips--) {
                bytes[dice.nextInt(bytes.length)] = (byte) dice.nextInt(256);
            }
            byte[] changed = dice.nextInt(4) == 0 ? Arrays.copyOf(bytes, dice.nextInt(bytes.length)) : bytes;
            place.put(taken.name(), changed);
            String round = "seed " + seed + ", round " + i;
            try {
                assertEquals(taken, backups(rows).check(taken.name()), round);
                assertArrayEquals(whole, changed, round);
            } catch (BackupException refused) {
                assertFalse(String.valueOf(refused.getMessage()).isEmpty(), round);
            }
        }
    }

    @Test
    @DisplayName("Of another service, or under another name than it was taken, a backup is refused")
    void mistaken() {
        fill(3);
        Report taken = taken();
        BackupException other = assertThrows(
                BackupException.class,
                () -> backups(rows, new IdScope("0ne00000002")).check(taken.name()));
        assertTrue(String.valueOf(other.getMessage()).contains("0ne00000001"), other::getMessage);
        BackupName later = new BackupName(Instant.parse("2026-03-02T00:00:00Z"));
        place.put(later, place.bytes(taken.name()));
        assertThrows(BackupException.class, () -> backups(rows).check(later));
        assertThrows(BackupException.class, () -> backups(rows).check(new BackupName(Instant.EPOCH)));
        assertEquals(taken, backups(rows, new IdScope("0NE00000001")).check(taken.name()), "scopes have no case");
    }

    @Test
    @DisplayName("Into tables that hold rows nothing is restored, unless it goes on with what was broken off")
    void notEmpty() {
        fill(2500);
        Report taken = taken();
        InMemoryRows half = new InMemoryRows(journal);
        // The first batch lands; the second finds the process gone.
        journal.beforeNext("rows.insert", () -> {});
        journal.beforeNext("rows.insert", BackupsTest::crash);
        assertThrows(Crash.class, () -> backups(half).restore(taken.name(), false, progress::add));
        assertEquals(1000, half.rows.size());
        assertThrows(BackupException.class, () -> backups(half).restore(taken.name(), false, progress::add));
        assertEquals(1000, half.rows.size());
        backups(half).restore(taken.name(), true, progress::add);
        assertEquals(rows.rows, half.rows);

        half.rows.put("000007", "somebody else's");
        assertThrows(BackupException.class, () -> backups(half).restore(taken.name(), true, progress::add));
    }

    private static void crash() {
        throw new Crash("as told");
    }

    @Test
    @DisplayName("A process that ends while it takes a backup leaves none, and the next one is taken")
    void broken() {
        fill(20);
        journal.beforeNext("rows.read", () -> {});
        journal.beforeNext("rows.read", BackupsTest::crash);
        assertThrows(Crash.class, this::taken);
        journal.beforeNext("backup.commit", BackupsTest::crash);
        assertThrows(Crash.class, this::taken);
        assertEquals(List.of(), backups(rows).names());
        assertEquals(List.of(taken().name()), backups(rows).names());
        BackupException twice = assertThrows(BackupException.class, this::taken);
        assertTrue(String.valueOf(twice.getMessage()).contains("that second"), twice::getMessage);
    }

    @Test
    @DisplayName("A store that fails in the middle, of rows or of backups, is said to have failed")
    void failing() {
        fill(20);
        journal.beforeNext("rows.read", () -> {});
        journal.beforeNext("rows.read", () -> {
            throw Problem.unavailable("storage does not answer", new IllegalStateException());
        });
        assertThrows(Problem.class, this::taken);
        assertEquals(List.of(), backups(rows).names());
    }

    @Test
    @DisplayName("Kept are all of two days, the first of each day for a month, and the newest whatever its age")
    void retention() {
        rows.rows.put("a", "1");
        for (int hour = 0; hour < 24 * 40; hour++) {
            taken();
            backups(rows).prune();
            clock.advance(Duration.ofHours(1));
        }
        List<BackupName> kept = backups(rows).names();
        Instant last = kept.get(kept.size() - 1).taken();
        List<BackupName> old = kept.stream()
                .filter(name -> Duration.between(name.taken(), last).compareTo(Duration.ofDays(2)) >= 0)
                .toList();
        assertEquals(48, kept.size() - old.size());
        assertEquals(28, old.size(), () -> "a day each: " + old);
        assertTrue(
                old.stream().allMatch(name -> name.text().contains("T00-00-00Z")),
                () -> "the first of its day: " + old);

        clock.advance(Duration.ofDays(400));
        assertEquals(kept.size() - 1, backups(rows).prune());
        assertEquals(last, backups(rows).names().get(0).taken());
        assertEquals(0, backups(rows).prune());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "latest",
                "2026-03-01T10:00:00Z",
                "2026-3-1T10-00-00Z",
                "2026-03-01T10-00-00Z.unfinished",
                "2026-13-01T10-00-00Z",
                "../2026-03-01T10-00-00Z"
            })
    @DisplayName("What is no backup's name")
    void names(String text) {
        assertEquals(Optional.empty(), BackupName.parse(text));
        assertEquals(
                "2026-03-01T10-00-00Z",
                BackupName.parse("2026-03-01T10-00-00Z").orElseThrow().text());
    }
}
