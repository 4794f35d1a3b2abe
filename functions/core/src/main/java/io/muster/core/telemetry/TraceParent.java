package io.muster.core.telemetry;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who called, within which trace: the value of a {@code traceparent} header (W3C Trace Context, level 1).
 *
 * @param traceId 32 lower-case hexadecimal digits, not all zero
 * @param spanId 16 of them, not all zero
 * @param sampled whether the parts of this trace are recorded
 */
public record TraceParent(String traceId, String spanId, boolean sampled) {
    /** As the header is named, and the member of a queue message. */
    public static final String NAME = "traceparent";

    private static final int TRACE_BYTES = 16;
    private static final int SPAN_BYTES = 8;
    private static final int SAMPLED = 1;
    /** One version is known; of later ones the same four fields are read, and what may follow them is passed over. */
    private static final Pattern FORM = Pattern.compile(
            "(?!ff)([0-9a-f]{2})-((?!0{32})[0-9a-f]{32})-((?!0{16})[0-9a-f]{16})-([0-9a-f]{2})((?:-.*)?)",
            Pattern.DOTALL);

    /** Longer is nobody's: a header of a later version may be, but is worth no more reading. */
    private static final int LONGEST = 512;

    public TraceParent {
        if (!FORM.matcher("00-" + traceId + "-" + spanId + "-00").matches()) {
            throw new IllegalArgumentException("trace id or span id is malformed");
        }
    }

    /** Empty when the text is none, so that its trace is not carried on. */
    public static Optional<TraceParent> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher fields = FORM.matcher(text);
        boolean readable = fields.matches()
                && (fields.group(5).isEmpty() || !fields.group(1).equals("00"));
        return readable
                ? Optional.of(new TraceParent(fields.group(2), fields.group(3), sampled(fields.group(4))))
                : Optional.empty();
    }

    /** The beginning of a new trace. */
    public static TraceParent begin(RandomGenerator random, boolean sampled) {
        return new TraceParent(digits(random, TRACE_BYTES), digits(random, SPAN_BYTES), sampled);
    }

    /** The same with another's word on whether it is recorded. */
    public TraceParent sampledAs(boolean recorded) {
        return new TraceParent(traceId, spanId, recorded);
    }

    /** As a header says it; of the flags, those that are not known here are off. */
    public String text() {
        return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }

    private static boolean sampled(String flags) {
        return (Integer.parseInt(flags, 16) & SAMPLED) != 0;
    }

    private static String digits(RandomGenerator random, int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        // All zero means no id at all.
        drawn[bytes - 1] |= allZero(drawn) ? (byte) 1 : 0;
        return HexFormat.of().formatHex(drawn);
    }

    private static boolean allZero(byte[] bytes) {
        int any = 0;
        for (byte each : bytes) {
            any |= each;
        }
        return any == 0;
    }
}
