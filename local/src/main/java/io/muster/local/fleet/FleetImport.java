package io.muster.local.fleet;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;

/**
 * Sends the lines of a file to a Muster: all groups, then all individual enrollments, then all records, several calls at a
 * time. {@code FILE.checkpoint} says what has been answered, {@code FILE.failed} which lines failed and why.
 */
final class FleetImport {
    private final Path file;
    private final Path failedFile;
    private final CheckpointFile checkpoints;
    private final ImportCall call;
    private final int concurrency;
    private final Progress progress;

    /** A batch that is under way. */
    private record Flight(Batch batch, Future<List<LineResult>> results) {}

    FleetImport(Path file, ImportCall call, int concurrency, Progress progress) {
        this.file = file;
        this.failedFile = file.resolveSibling(file.getFileName() + ".failed");
        this.checkpoints = new CheckpointFile(file.resolveSibling(file.getFileName() + ".checkpoint"));
        this.call = call;
        this.concurrency = concurrency;
        this.progress = progress;
    }

    Path failedFile() {
        return failedFile;
    }

    /** Imports all of the file, or with {@code resume} what is left of it; counts are of all. */
    Checkpoint run(String to, boolean resume) throws IOException {
        String source = source(to);
        Checkpoint checkpoint = resume ? checkpoints.read(source) : Checkpoint.beginning(source);
        checkpoints.write(checkpoint);
        try (Lanes lanes = new Lanes(concurrency);
                FileChannel failures = OwnerFiles.open(failedFile, checkpoint.failedBytes())) {
            for (LineKind kind : LineKind.values()) {
                if (kind.compareTo(checkpoint.kind()) > 0) {
                    checkpoint = checkpoint.begin(kind);
                }
                if (kind == checkpoint.kind()) {
                    checkpoint = pass(lanes, failures, checkpoint);
                }
            }
        }
        if (checkpoint.failed() == 0) {
            Files.deleteIfExists(failedFile);
        }
        checkpoints.delete();
        return checkpoint;
    }

    /** One kind of lines: so many calls at a time, whose answers are taken in the order of the file. */
    private Checkpoint pass(Lanes lanes, FileChannel failures, Checkpoint begin) throws IOException {
        Checkpoint checkpoint = begin;
        Deque<Flight> flights = new ArrayDeque<>();
        try (Batches batches = Batches.open(file, begin.kind(), begin.line())) {
            Optional<Batch> next = batches.next();
            while (next.isPresent() || !flights.isEmpty()) {
                if (next.isPresent() && flights.size() < concurrency) {
                    Batch batch = next.get();
                    flights.add(new Flight(batch, lanes.start(() -> call.send(batch))));
                    next = batches.next();
                } else {
                    checkpoint = land(flights.remove(), failures, checkpoint);
                }
            }
        }
        return checkpoint;
    }

    private Checkpoint land(Flight flight, FileChannel failures, Checkpoint before) throws IOException {
        List<LineResult> results = Lanes.result(flight.results());
        for (LineResult result : results) {
            if (result.isFailed()) {
                OwnerFiles.append(failures, result.text());
            }
        }
        failures.force(false);
        Checkpoint checkpoint = before.after(flight.batch().until(), results, failures.position());
        checkpoints.write(checkpoint);
        progress.at(checkpoint.lines());
        return checkpoint;
    }

    /** Lines are known by their numbers only, so the file has to be the one that was begun with. */
    private String source(String to) throws IOException {
        return file.getFileName() + " of " + Files.size(file) + " bytes and "
                + Files.getLastModifiedTime(file).toInstant() + " to " + to;
    }
}
