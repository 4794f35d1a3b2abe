package io.muster.local.fleet;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a file line by line and never holds more of a line than could be sent. */
final class LineReader implements AutoCloseable {
    private final InputStream in;
    private final int longest;
    private long number;

    private LineReader(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /** @param longest how many bytes a line may have */
    static LineReader open(Path file, int longest) throws IOException {
        return new LineReader(new BufferedInputStream(Files.newInputStream(file), 1 << 16), longest);
    }

    /** The next line; empty at the end of the file, whose last line needs no line feed. */
    Optional<Line> next() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        boolean tooLong = false;
        int octet = in.read();
        if (octet < 0) {
            return Optional.empty();
        }
        while (octet >= 0 && octet != '\n') {
            if (text.size() < longest) {
                text.write(octet);
            } else {
                tooLong = true;
            }
            octet = in.read();
        }
        number++;
        return Optional.of(new Line(number, tooLong ? "" : text.toString(StandardCharsets.UTF_8), tooLong));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
