package io.muster.local.servicebus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that makes changes last. */
class FileJournalTest {
    private static final Change FIRST = new Change.Drop("q", 1);
    private static final Change SECOND = new Change.Counted("q", 2, 1);

    @TempDir
    private Path directory;

    @Test
    void whatWasCommittedIsThereAgainAndWhatWasNotIsNot() throws IOException {
        // given
        try (Journal journal = FileJournal.open(directory).journal()) {
            journal.record(FIRST);
            journal.commit(List::of);
            journal.record(SECOND);
        }

        // then
        assertEquals(List.of(FIRST), history());
    }

    @Test
    void aTornLastLineIsCutOffAndWritingGoesOnBehindTheWholeOnes() throws IOException {
        // given
        commit(FIRST);
        Files.writeString(file(), "[[\"drop\",\"q\"", StandardOpenOption.APPEND);

        // when
        assertEquals(List.of(FIRST), history());
        commit(SECOND);

        // then
        assertEquals(List.of(FIRST, SECOND), history());
    }

    @Test
    void aBrokenLineInTheMiddleStopsTheStart() throws IOException {
        // given
        commit(FIRST);
        Files.writeString(file(), "nonsense\n", StandardOpenOption.APPEND);
        Files.writeString(file(), JournalCodec.line(List.of(SECOND)) + "\n", StandardOpenOption.APPEND);

        // then
        IOException broken = assertThrows(IOException.class, this::history);
        assertTrue(String.valueOf(broken.getMessage()).contains("Line 3"), broken::getMessage);
    }

    @Test
    void anotherSchemaIsRefused() throws IOException {
        // given
        Files.writeString(file(), "[\"muster-servicebus-journal\",2]\n");

        // then
        assertThrows(IOException.class, this::history);
    }

    @Test
    void aSecondBrokerIsRefusedTheDirectory() throws IOException {
        try (Journal held = FileJournal.open(directory).journal()) {
            assertThrows(IOException.class, () -> FileJournal.open(directory));
            held.commit(List::of);
        }
    }

    @Test
    void aJournalThatIsMostlyHistoryIsRewritten() throws IOException {
        // given
        Change large = new Change.Drop("q".repeat(10_000), 1);
        long largest = 0;

        // when
        try (Journal journal = FileJournal.open(directory).journal()) {
            for (int i = 0; i < 150; i++) {
                journal.record(large);
                journal.commit(() -> List.of(SECOND));
                largest = Math.max(largest, Files.size(file()));
            }
        }

        // then
        assertTrue(largest < 1_100_000, "grew to " + largest);
        List<Change> history = history();
        assertEquals(SECOND, history.get(0), "what the rewrite began with");
        assertTrue(history.size() < 60, "and what came after it");
    }

    private Path file() {
        return directory.resolve("journal.jsonl");
    }

    private void commit(Change change) throws IOException {
        try (Journal journal = FileJournal.open(directory).journal()) {
            journal.record(change);
            journal.commit(List::of);
        }
    }

    private List<Change> history() throws IOException {
        FileJournal.Opened opened = FileJournal.open(directory);
        opened.journal().close();
        return opened.history();
    }
}
