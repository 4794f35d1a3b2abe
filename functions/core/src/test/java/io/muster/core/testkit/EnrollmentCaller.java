package io.muster.core.testkit;

import io.muster.core.testkit.History.Event;
import io.muster.core.testkit.History.Told;
import io.muster.core.testkit.History.Verb;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An operator who does this and that to a few enrollments over HTTP, and writes down what he was told. */
public final class EnrollmentCaller {
    private static final Pattern ETAG = Pattern.compile("\"etag\":\"\\\\\"([^\"\\\\]+)\\\\\"\"");
    private static final Pattern ITEM = Pattern.compile("\"registrationId\":\"([^\"]+)\"");
    private static final Pattern FAILED = Pattern.compile("\"registrationId\":\"([^\"]+)\",\"errorCode\":([0-9]+),");
    private static final String VERSION = "?api-version=2021-10-01";

    private final Http http;
    private final LongSupplier clock;
    private final List<String> ids;
    private final Map<String, History> histories;
    private final Random random;
    private final Map<String, String> seen = new HashMap<>();
    private int writes;

    /** One HTTP call by somebody with all rights. */
    @FunctionalInterface
    public interface Http {
        Answer call(String method, String target, String body, Map<String, String> headers);
    }

    /** Header names in lower case. */
    public record Answer(int status, String body, Map<String, String> headers) {}

    /** @param histories one for each id, shared by all callers */
    public EnrollmentCaller(
            Http http, LongSupplier clock, List<String> ids, Map<String, History> histories, long seed) {
        this.http = http;
        this.clock = clock;
        this.ids = ids;
        this.histories = histories;
        this.random = new Random(seed);
    }

    /** Does something, whatever it is. */
    public void act() {
        String id = ids.get(random.nextInt(ids.size()));
        switch (random.nextInt(9)) {
            case 0, 1 -> put(id, Verb.CREATE, Optional.empty(), false);
            case 2 -> put(id, Verb.REPLACE, Optional.empty(), true);
            case 3 -> put(id, Verb.REPLACE, Optional.of(seen.getOrDefault(id, "none")), true);
            case 4 -> delete(id);
            case 5 -> get(id);
            case 6 -> patch(id);
            case 7 -> bulk();
            default -> query();
        }
    }

    private void put(String id, Verb verb, Optional<String> condition, boolean conditional) {
        long from = clock.getAsLong();
        Map<String, String> headers = conditional ? Map.of("if-match", condition.orElse("*")) : Map.of();
        Answer answer = http.call("PUT", path(id), enrollment(id, Optional.empty()), headers);
        write(id, from, verb, condition, answer);
    }

    private void patch(String id) {
        long from = clock.getAsLong();
        boolean conditional = random.nextBoolean();
        Optional<String> condition = conditional ? Optional.of(seen.getOrDefault(id, "none")) : Optional.empty();
        writes++;
        Answer answer = http.call(
                "PATCH",
                path(id),
                "{\"optionalDeviceInformation\":{\"n\":" + writes + "}}",
                condition.map(etag -> Map.of("if-match", etag)).orElse(Map.of()));
        write(id, from, Verb.UPDATE, condition, answer);
    }

    private void delete(String id) {
        long from = clock.getAsLong();
        boolean conditional = random.nextBoolean();
        Optional<String> condition = conditional ? Optional.of(seen.getOrDefault(id, "none")) : Optional.empty();
        Answer answer = http.call(
                "DELETE",
                path(id),
                "",
                condition.map(etag -> Map.of("if-match", etag)).orElse(Map.of()));
        write(id, from, Verb.DELETE, condition, answer);
    }

    private void get(String id) {
        long from = clock.getAsLong();
        write(id, from, Verb.READ, Optional.empty(), http.call("GET", path(id), "", Map.of()));
    }

    private void write(String id, long from, Verb verb, Optional<String> condition, Answer answer) {
        Told told = told(verb, answer.status());
        String etag = etagIn(answer.body()).orElse(History.UNTOLD);
        if (told == Told.DONE && verb != Verb.DELETE) {
            seen.put(id, etag);
        }
        record(id, new Event(from, clock.getAsLong(), verb, condition, told, etag));
    }

    private static Told told(Verb verb, int status) {
        return switch (status) {
            case 200, 204 -> Told.DONE;
            case 404 -> Told.ABSENT;
            case 409 -> verb == Verb.CREATE ? Told.EXISTS : Told.BUSY;
            case 412 -> Told.STALE;
            default -> throw new AssertionError(verb + " was answered " + status);
        };
    }

    /** Two or three items of one mode; what a bulk operation did to each is told by whether it is among the errors. */
    private void bulk() {
        List<String> chosen = new ArrayList<>();
        for (String id : ids) {
            if (random.nextInt(3) > 0) {
                chosen.add(id);
            }
        }
        if (chosen.isEmpty()) {
            return;
        }
        String mode = List.of("create", "update", "updateIfMatchETag", "delete").get(random.nextInt(4));
        boolean matching = mode.equals("updateIfMatchETag");
        List<String> items = chosen.stream()
                .map(id -> enrollment(
                        id, matching ? Optional.of(seen.getOrDefault(id, "none")) : Optional.<String>empty()))
                .toList();
        long from = clock.getAsLong();
        String body = "{\"mode\":\"" + mode + "\",\"enrollments\":[" + String.join(",", items) + "]}";
        Answer answer = http.call("POST", "/enrollments" + VERSION, body, Map.of());
        if (answer.status() != 200) {
            throw new AssertionError("a bulk operation was answered " + answer.status() + " " + answer.body());
        }
        Map<String, Integer> failed = new HashMap<>();
        Matcher errors = FAILED.matcher(answer.body());
        while (errors.find()) {
            failed.put(errors.group(1), Integer.parseInt(errors.group(2)) / 1000);
        }
        Verb verb = mode.equals("create") ? Verb.CREATE : mode.equals("delete") ? Verb.DELETE : Verb.UPDATE;
        for (String id : chosen) {
            Optional<String> condition = matching ? Optional.of(seen.getOrDefault(id, "none")) : Optional.empty();
            Told told = told(verb, failed.getOrDefault(id, 200));
            record(id, new Event(from, clock.getAsLong(), verb, condition, told, History.UNTOLD));
        }
    }

    /** All pages; each id was read at some moment between the first and the last. */
    private void query() {
        long from = clock.getAsLong();
        Map<String, String> found = new HashMap<>();
        Optional<String> token = Optional.empty();
        String prefix = ids.get(0).substring(0, ids.get(0).lastIndexOf('-') + 1);
        String text = "{\"query\":\"SELECT * FROM enrollments WHERE STARTSWITH(registrationId, '" + prefix + "')\"}";
        do {
            Map<String, String> headers = new HashMap<>();
            headers.put("x-ms-max-item-count", Integer.toString(1 + random.nextInt(2)));
            token.ifPresent(it -> headers.put("x-ms-continuation", it));
            Answer answer = http.call("POST", "/enrollments/query" + VERSION, text, headers);
            if (answer.status() != 200) {
                throw new AssertionError("a query was answered " + answer.status() + " " + answer.body());
            }
            Matcher item = ITEM.matcher(answer.body());
            while (item.find()) {
                String etag = etagIn(answer.body().substring(item.end())).orElseThrow();
                if (found.put(item.group(1), etag) != null) {
                    throw new AssertionError(item.group(1) + " was listed twice");
                }
            }
            token = Optional.ofNullable(answer.headers().get("x-ms-continuation"));
        } while (token.isPresent());
        for (String id : ids) {
            Told told = found.containsKey(id) ? Told.DONE : Told.ABSENT;
            String etag = found.getOrDefault(id, History.UNTOLD);
            record(id, new Event(from, clock.getAsLong(), Verb.READ, Optional.empty(), told, etag));
        }
    }

    private void record(String id, Event event) {
        Optional.ofNullable(histories.get(id)).orElseThrow().add(event);
    }

    private String enrollment(String id, Optional<String> etag) {
        writes++;
        return "{\"registrationId\":\"" + id + "\",\"attestation\":{\"type\":\"symmetricKey\"},"
                + etag.map(it -> "\"etag\":\"" + it + "\",").orElse("")
                + "\"optionalDeviceInformation\":{\"n\":" + writes + "}}";
    }

    private static Optional<String> etagIn(String body) {
        Matcher etag = ETAG.matcher(body);
        return etag.find() ? Optional.of(etag.group(1)) : Optional.empty();
    }

    private static String path(String id) {
        return "/enrollments/" + id + VERSION;
    }
}
