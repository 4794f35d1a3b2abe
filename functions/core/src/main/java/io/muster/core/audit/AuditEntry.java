package io.muster.core.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * One link of a chain. A chain is one process's: nobody else writes to it, so no two writers ever wait for each other.
 *
 * @param chain random, made when the chain begins
 * @param sequence 0 for the first
 * @param at later than the entry before
 * @param former hash of the entry before; empty for the first
 * @param endings how earlier entries of this chain ended
 * @param witnessed heads of other chains that this one vouches for
 */
public record AuditEntry(
        String chain, long sequence, Instant at, String former, Act act, List<Ending> endings, List<Head> witnessed) {
    private static final String FORM = "muster-audit-1";

    public AuditEntry {
        endings = List.copyOf(endings);
        witnessed = List.copyOf(witnessed);
    }

    /** SHA-256 of everything here, the former hash among it, in hexadecimal. */
    public String hash() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** All texts in a fixed order, each after its length, so that no two entries have the same bytes. */
    byte[] canonical() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            write(out, Stream.of(FORM, chain, Long.toString(sequence), Moments.text(at), former));
            write(out, act.texts().stream());
            out.writeInt(endings.size());
            write(out, endings.stream().map(Ending::text));
            out.writeInt(witnessed.size());
            write(out, witnessed.stream().map(Head::text));
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, Stream<String> texts) throws IOException {
        for (String text : texts.toList()) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }
}
