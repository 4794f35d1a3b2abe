package io.muster.local.servicebus;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;

/** Reads a journal at start. A torn last line was never acknowledged and is cut off; any other fault stops the start. */
final class JournalReader {
    private static final Logger LOG = Logger.getLogger(JournalReader.class.getName());

    private JournalReader() {}

    static List<Change> read(Path file) throws IOException {
        List<Change> history = new ArrayList<>();
        if (Files.notExists(file)) {
            return history;
        }
        byte[] bytes = Files.readAllBytes(file);
        int whole = endOfLastWholeLine(bytes);
        if (whole < bytes.length) {
            LOG.warning("The journal's last line was torn and is cut off");
            truncate(file, whole);
        }
        List<String> lines =
                new String(bytes, 0, whole, StandardCharsets.UTF_8).lines().toList();
        for (int number = 0; number < lines.size(); number++) {
            readLine(number, lines.get(number), history);
        }
        return history;
    }

    private static void readLine(int number, String line, List<Change> history) throws IOException {
        if (number > 0) {
            try {
                history.addAll(JournalCodec.changes(line));
            } catch (IllegalArgumentException e) {
                throw new IOException("Line " + (number + 1) + " of the journal is broken", e);
            }
        } else if (!line.isEmpty() && !line.equals(JournalCodec.HEADER)) {
            throw new IOException("The journal has another schema than this version writes");
        }
    }

    private static int endOfLastWholeLine(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private static void truncate(Path file, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }
}
