package io.muster.core.query;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Conditions and rows from a seed, drawn from few values so that they often meet. */
final class RandomQueries {
    private static final List<String> IDS =
            List.of("a", "A", "ab", "aB-", "a.1", "a:", "a_b", "b", "B9", "b9z", "z", "zz", "-", "0");
    private static final List<String> NO_IDS = List.of("", "a/", "a b", "b{", "~", "\u212a", "a\u0000", "'", "aZ!");
    private static final List<String> TEXT_FIELDS =
            List.of("deviceId", "provisioningStatus", "iotHubs", "initialTwin.tags.x", "registrationState.status");
    private static final List<String> OPERATORS = List.of("=", "!=", "<>", "<", "<=", ">", ">=");
    private static final List<String> FUNCTIONS = List.of("STARTSWITH", "ENDSWITH", "CONTAINS");

    private final Random random;

    RandomQueries(Random random) {
        this.random = random;
    }

    /** At most so many levels deep. */
    String condition(int depth) {
        if (depth == 0) {
            return term();
        }
        return switch (random.nextInt(6)) {
            case 0 -> "NOT " + inner(depth);
            case 1 -> "(" + condition(depth - 1) + ")";
            case 2 -> joined(depth, " or ");
            case 3, 4 -> joined(depth, " AND ");
            default -> term();
        };
    }

    Row row() {
        return Rows.of(
                "registrationId",
                pick(IDS),
                "deviceId",
                pick(IDS),
                "iotHubs",
                List.of(pick(IDS), pick(IDS)),
                "capabilities.iotEdge",
                random.nextBoolean(),
                "createdDateTimeUtc",
                time(),
                random.nextBoolean() ? "registrationState.status" : "provisioningStatus",
                pick(IDS),
                random.nextBoolean() ? "registrationState.errorCode" : "nothing",
                random.nextInt(3),
                random.nextBoolean() ? "initialTwin.tags.x" : "nothing",
                anything());
    }

    private String inner(int depth) {
        return random.nextBoolean() ? "(" + condition(depth - 1) + ")" : term();
    }

    private String joined(int depth, String by) {
        return IntStream.rangeClosed(0, 1 + random.nextInt(2))
                .mapToObj(i -> inner(depth))
                .collect(Collectors.joining(by));
    }

    private String term() {
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> "registrationId " + pick(OPERATORS) + " " + text();
            case 3 -> "STARTSWITH(registrationId, " + text() + ")";
            case 4 -> "registrationId " + (random.nextBoolean() ? "in [" : "not in [") + text() + ", " + text() + "]";
            case 5 -> pick(TEXT_FIELDS) + " " + pick(OPERATORS) + " " + text();
            case 6 -> pick(FUNCTIONS) + "(" + pick(TEXT_FIELDS) + "," + text() + ")";
            case 7 -> "createdDateTimeUtc " + pick(OPERATORS) + " '" + time() + "'";
            case 8 ->
                random.nextBoolean()
                        ? "capabilities.iotEdge = " + random.nextBoolean()
                        : "registrationState.errorCode " + pick(OPERATORS) + " " + random.nextInt(3);
            default ->
                random.nextBoolean()
                        ? pick(TEXT_FIELDS) + " is " + (random.nextBoolean() ? "not null" : "null")
                        : "is_defined(" + pick(TEXT_FIELDS) + ")";
        };
    }

    private Object anything() {
        return switch (random.nextInt(5)) {
            case 0 -> new Value.Null();
            case 1 -> new Value.Structure();
            case 2 -> BigDecimal.TEN;
            default -> pick(IDS);
        };
    }

    private String text() {
        char quote = "'\"`".charAt(random.nextInt(3));
        String text = random.nextInt(4) == 0 ? pick(NO_IDS) : pick(IDS);
        return quote + text.replace(String.valueOf(quote), "" + quote + quote) + quote;
    }

    private String time() {
        return "2026-01-0" + (1 + random.nextInt(3)) + (random.nextBoolean() ? "T00:00:00Z" : "T01:00:00+01:00");
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
