package io.muster.azure.backup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import io.muster.azure.tables.AzuriteProcess;
import io.muster.core.backup.BackupException;
import io.muster.core.backup.BackupName;
import io.muster.core.backup.BackupPlace;
import io.muster.core.identity.IdScope;
import io.muster.core.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Where backups lie: blobs and a folder behave alike")
class BackupPlaceTest {
    private static final IdScope SCOPE = new IdScope("0neABC");
    private static final BackupName NAME = new BackupName(Instant.parse("2026-03-01T10:00:00Z"));

    @TempDir
    Path folder;

    enum Kind {
        BLOBS,
        FOLDER
    }

    private final String container = "c" + UUID.randomUUID();

    private BackupPlace place(Kind kind, IdScope scope) {
        if (kind == Kind.FOLDER) {
            return new FolderPlace(scope, folder);
        }
        BlobContainerClient unused = new BlobServiceClientBuilder()
                .connectionString(AzuriteProcess.blobs())
                .buildClient()
                .createBlobContainerIfNotExists(container);
        return BlobPlace.withConnectionString(scope, container, AzuriteProcess.blobs());
    }

    private static void write(BackupPlace place, BackupName name, byte[] bytes) throws IOException {
        try (BackupPlace.Writing writing = place.create(name)) {
            writing.out().write(bytes);
            writing.commit();
        }
    }

    /** More than two blocks, written in pieces of every size. */
    @ParameterizedTest
    @EnumSource
    @DisplayName("Nothing is to be seen before the commit, everything after it")
    void commit(Kind kind) throws IOException {
        BackupPlace place = place(kind, SCOPE);
        byte[] bytes = new byte[9 * 1024 * 1024 + 17];
        new Random(4).nextBytes(bytes);
        assertEquals(List.of(), place.names());
        try (BackupPlace.Writing writing = place.create(NAME)) {
            writing.out().write(bytes[0]);
            int at = 1;
            for (int size = 1; at < bytes.length; size = Math.min(3 * size, bytes.length - at)) {
                int part = Math.min(size, bytes.length - at);
                writing.out().write(bytes, at, part);
                at += part;
            }
            assertEquals(List.of(), place.names());
            assertThrows(BackupException.class, () -> place.open(NAME));
            writing.commit();
        }
        assertEquals(List.of(NAME), place.names());
        try (InputStream in = place.open(NAME)) {
            assertArrayEquals(bytes, in.readAllBytes());
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("One that ends where a block ends has no empty block behind it")
    void wholeBlocks(Kind kind) throws IOException {
        BackupPlace place = place(kind, SCOPE);
        byte[] bytes = new byte[8 * 1024 * 1024];
        new Random(5).nextBytes(bytes);
        try (BackupPlace.Writing writing = place.create(NAME)) {
            writing.out().write(bytes, 0, bytes.length / 2);
            writing.out().write(bytes, bytes.length / 2, bytes.length / 2);
            writing.commit();
        }
        try (InputStream in = place.open(NAME)) {
            assertArrayEquals(bytes, in.readAllBytes());
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("What is not committed never was, and may be written again")
    void dropped(Kind kind) throws IOException {
        BackupPlace place = place(kind, SCOPE);
        try (BackupPlace.Writing writing = place.create(NAME)) {
            writing.out().write(new byte[5 * 1024 * 1024]);
        }
        assertEquals(List.of(), place.names());
        write(place, NAME, new byte[] {1});
        try (InputStream in = place.open(NAME)) {
            assertArrayEquals(new byte[] {1}, in.readAllBytes());
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("No backup is written over another")
    void twice(Kind kind) throws IOException {
        BackupPlace place = place(kind, SCOPE);
        write(place, NAME, new byte[] {1});
        assertThrows(BackupException.class, () -> write(place, NAME, new byte[] {2}));
        try (InputStream in = place.open(NAME)) {
            assertArrayEquals(new byte[] {1}, in.readAllBytes());
        }
    }

    @Test
    @DisplayName("Of two who write the same name at once, one's bytes are kept whole and the other is told")
    void atOnce() throws IOException {
        BackupPlace place = place(Kind.BLOBS, SCOPE);
        byte[] first = new byte[5 * 1024 * 1024];
        byte[] second = new byte[first.length];
        new Random(6).nextBytes(first);
        new Random(7).nextBytes(second);
        try (BackupPlace.Writing one = place.create(NAME);
                BackupPlace.Writing other = place.create(NAME)) {
            one.out().write(first);
            other.out().write(second);
            one.commit();
            assertThrows(BackupException.class, other::commit);
        }
        try (InputStream in = place.open(NAME)) {
            assertArrayEquals(first, in.readAllBytes());
        }
        BackupPlace files = place(Kind.FOLDER, SCOPE);
        try (BackupPlace.Writing one = files.create(NAME)) {
            assertThrows(BackupException.class, () -> files.create(NAME));
            one.out().write(first);
            one.commit();
        }
        try (InputStream in = files.open(NAME)) {
            assertArrayEquals(first, in.readAllBytes());
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Names come oldest first, and of this service only; a name deleted twice is no fault")
    void names(Kind kind) throws IOException {
        BackupPlace place = place(kind, SCOPE);
        BackupPlace other = place(kind, new IdScope("0neABCD"));
        BackupName later = new BackupName(NAME.taken().plus(Duration.ofHours(10)));
        write(place, later, new byte[] {1});
        write(place, NAME, new byte[] {1});
        write(other, NAME, new byte[] {2});
        assertEquals(List.of(NAME, later), place(kind, new IdScope("0NEabc")).names());
        place.delete(NAME);
        place.delete(NAME);
        assertEquals(List.of(later), place.names());
        assertEquals(List.of(NAME), other.names());
    }

    @Test
    @DisplayName("A folder is swept of what processes left that were ended in the middle, not of what is being written")
    void swept() throws IOException {
        BackupPlace place = place(Kind.FOLDER, SCOPE);
        BackupName dayBefore = new BackupName(NAME.taken().minus(Duration.ofDays(2)));
        BackupPlace.Writing abandoned = place.create(dayBefore);
        BackupPlace.Writing going = place.create(new BackupName(NAME.taken().minus(Duration.ofMinutes(2))));
        write(place, NAME, new byte[] {1});
        try (Stream<Path> files = Files.list(folder.resolve("0neabc"))) {
            assertEquals(
                    List.of("2026-03-01T09-58-00Z.unfinished", "2026-03-01T10-00-00Z"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        abandoned.close();
        going.close();
    }

    @Test
    @DisplayName("A store that does not answer, or refuses, is said to have failed, without what was asked of it")
    void down() {
        String key = "c2VjcmV0LXBsYW50ZWQ=";
        BackupPlace nobody = BlobPlace.withConnectionString(
                SCOPE,
                container,
                "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=" + key + ";BlobEndpoint=http://127.0.0.1:1/a");
        for (Runnable call : List.<Runnable>of(
                nobody::names, () -> nobody.open(NAME), () -> nobody.delete(NAME), () -> commit(nobody))) {
            Problem failed = assertThrows(Problem.class, call::run);
            assertTrue(failed.reason().startsWith("the backups' storage"), failed::reason);
        }
        BackupPlace stranger = BlobPlace.withConnectionString(SCOPE, "no-such-container", AzuriteProcess.blobs());
        Problem missing = assertThrows(Problem.class, stranger::names);
        assertTrue(missing.reason().contains("404 ContainerNotFound"), missing::reason);
    }

    private static void commit(BackupPlace place) {
        try (BackupPlace.Writing writing = place.create(NAME)) {
            writing.commit();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
