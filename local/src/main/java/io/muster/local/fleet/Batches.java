package io.muster.local.fleet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts the lines of one kind into calls, each small enough for the service to take and to be done with in seconds. */
final class Batches implements AutoCloseable {
    /** What the service takes is 96 KB (5.9). */
    static final int MAX_BYTES = 90 * 1024;
    /** A call is to be answered long before a front end gives it up, after 30 s, even where each write takes 50 ms. */
    static final int MAX_LINES = 100;

    private final LineReader reader;
    private final LineKind kind;
    private final long after;
    private Optional<Line> ahead = Optional.empty();
    private boolean ended;

    private Batches(LineReader reader, LineKind kind, long after) {
        this.reader = reader;
        this.kind = kind;
        this.after = after;
    }

    /** @param after the line after which to begin */
    static Batches open(Path file, LineKind kind, long after) throws IOException {
        return new Batches(LineReader.open(file, MAX_BYTES), kind, after);
    }

    /** The next lines of the kind; empty when there are no more. */
    Optional<Batch> next() throws IOException {
        List<Long> numbers = new ArrayList<>();
        List<LineResult> refused = new ArrayList<>();
        StringBuilder body = new StringBuilder();
        int bytes = 0;
        long until = after;
        for (Optional<Line> line = peek(); line.isPresent(); line = peek()) {
            if (line.get().tooLong()) {
                refused.add(tooLong(line.get()));
            } else {
                int size = line.get().text().getBytes(StandardCharsets.UTF_8).length + 1;
                if (!numbers.isEmpty() && (numbers.size() == MAX_LINES || bytes + size > MAX_BYTES)) {
                    return Optional.of(new Batch(numbers, body.toString(), refused, until));
                }
                numbers.add(line.get().number());
                body.append(line.get().text()).append('\n');
                bytes += size;
            }
            until = line.get().number();
            ahead = Optional.empty();
        }
        return numbers.isEmpty() && refused.isEmpty()
                ? Optional.empty()
                : Optional.of(new Batch(numbers, body.toString(), refused, until));
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private Optional<Line> peek() throws IOException {
        while (ahead.isEmpty() && !ended) {
            ahead = reader.next();
            ended = ahead.isEmpty();
            ahead = ahead.filter(this::isMine);
        }
        return ahead;
    }

    private boolean isMine(Line line) {
        return line.number() > after
                && !line.isBlank()
                && (line.tooLong() ? kind == LineKind.GROUP : LineKind.of(line.text()) == kind);
    }

    private static LineResult tooLong(Line line) {
        return new LineResult(
                line.number(), LineResult.FAILED, 413001, "The line is longer than " + MAX_BYTES + " bytes");
    }
}
