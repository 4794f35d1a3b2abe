package io.muster.local.fleet;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Writes what a source gives into a file. Until it is whole it stands in {@code FILE.part}, and {@code FILE.state} says how
 * much of that is good and where the source goes on: so it can be cut short anywhere and go on later.
 */
final class Download {
    private final Path file;
    private final Path part;
    private final Path attention;
    private final Path attentionPart;
    private final Path stateFile;
    private final Progress progress;

    Download(Path file, Progress progress) {
        this.file = file;
        this.part = beside(file, ".part");
        this.attention = attentionOf(file);
        this.attentionPart = beside(file, ".attention.part");
        this.stateFile = beside(file, ".state");
        this.progress = progress;
    }

    /** The file that names what in {@code file} an operator has to see to; there only if something is. */
    static Path attentionOf(Path file) {
        return beside(file, ".attention");
    }

    /** How many lines the file has in the end. */
    long run(LineSource source, boolean resume) throws IOException {
        Optional<DownloadState> noted = resume ? DownloadState.read(stateFile, source) : Optional.empty();
        DownloadState state = noted.isPresent() ? noted.get() : DownloadState.beginning(source);
        if (state.place().isPresent()) {
            state = fill(source, state);
        }
        finish(state);
        return state.lines();
    }

    private DownloadState fill(LineSource source, DownloadState begin) throws IOException {
        DownloadState state = begin;
        if (state.bytes() == 0) {
            // The state of an older download must not outlive its part.
            Files.deleteIfExists(stateFile);
        }
        try (FileChannel lines = OwnerFiles.open(part, state.bytes());
                FileChannel notes = OwnerFiles.open(attentionPart, state.attentionBytes())) {
            for (Optional<String> place = state.place(); place.isPresent(); place = state.place()) {
                Piece piece = source.piece(place.get());
                OwnerFiles.append(lines, piece.lines());
                OwnerFiles.append(notes, piece.attention());
                lines.force(false);
                notes.force(false);
                state = state.after(piece, lines.position(), notes.position());
                // Last: what the state calls good is on the disk before it says so.
                state.write(stateFile);
                progress.at(state.lines());
            }
        }
        return state;
    }

    /** To the same end when it is cut short and done again. */
    private void finish(DownloadState state) throws IOException {
        if (state.attentionBytes() == 0) {
            Files.deleteIfExists(attentionPart);
            Files.deleteIfExists(attention);
        } else if (Files.exists(attentionPart)) {
            OwnerFiles.publish(attentionPart, attention);
        }
        if (Files.exists(part)) {
            OwnerFiles.publish(part, file);
        }
        Files.deleteIfExists(stateFile);
    }

    private static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }
}
