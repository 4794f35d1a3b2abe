package io.muster.app.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.core.audit.Act;
import io.muster.core.audit.AuditEntry;
import io.muster.core.audit.AuditRecord;
import io.muster.core.audit.AuditStore.Kept;
import io.muster.core.audit.Head;
import io.muster.core.audit.Moments;
import io.muster.core.audit.Verdict;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The audit log and checks of it, as JSON (docs/audit.md). */
public final class AuditWire {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{1,64}");
    private static final Instant BEYOND = Instant.parse("9999-01-01T00:00:00Z");

    private AuditWire() {}

    /** What is to be checked. */
    public record Wanted(Instant from, Optional<Instant> until, List<Head> heads) {}

    /** A time among the query's parameters; 400 when it is none. */
    public static Optional<Instant> time(Request request, String name) {
        return request.queryValues(name).stream().findFirst().map(text -> {
            try {
                return instant(text);
            } catch (IllegalArgumentException e) {
                throw Json.invalid("Query parameter " + name + " " + e.getMessage());
            }
        });
    }

    public static Wanted wanted(Request request) {
        Optional<Fields> body = Bodies.json(request);
        List<Head> heads = body.flatMap(it -> it.objects("heads")).orElse(List.of()).stream()
                .map(AuditWire::head)
                .toList();
        return new Wanted(
                body.flatMap(it -> it.parsed("from", AuditWire::instant)).orElse(Instant.EPOCH),
                body.flatMap(it -> it.parsed("until", AuditWire::instant)),
                heads);
    }

    public static Response list(List<Kept> page) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode entries = body.putArray("entries");
        page.forEach(kept -> entries.add(kept.entry()
                .map(AuditWire::json)
                .orElseGet(() -> JsonNodeFactory.instance
                        .objectNode()
                        .put("place", kept.place())
                        .put("unreadable", true))));
        return Response.json(200, Json.text(body));
    }

    public static Response verdict(Verdict verdict) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("intact", verdict.flaws().isEmpty())
                .put("entries", verdict.entries());
        verdict.next().ifPresent(next -> body.put("next", Moments.text(next)));
        ArrayNode flaws = body.putArray("flaws");
        verdict.flaws()
                .forEach(flaw -> flaws.addObject()
                        .put("kind", flaw.kind().name().toLowerCase(Locale.ROOT))
                        .put("place", flaw.place())
                        .put("text", flaw.text()));
        ArrayNode heads = body.putArray("heads");
        verdict.heads().forEach(head -> heads.add(json(head)));
        return Response.json(200, Json.text(body));
    }

    private static ObjectNode json(AuditRecord kept) {
        AuditEntry entry = kept.entry();
        Act act = entry.act();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("at", Moments.text(entry.at()))
                .put("chain", entry.chain())
                .put("sequence", entry.sequence())
                .put("caller", act.caller());
        putIfAny(json, "application", act.application());
        putIfAny(json, "address", act.address());
        json.put("operation", act.operation()).put("resource", act.resource());
        putIfAny(json, "scope", act.scope());
        if (act.count() > 0) {
            json.put("count", act.count());
        }
        if (act.status() > 0) {
            json.put("status", act.status());
        }
        json.put("trackingId", act.trackingId());
        ArrayNode ended = JsonNodeFactory.instance.arrayNode();
        entry.endings()
                .forEach(it -> ended.addObject().put("sequence", it.sequence()).put("status", it.status()));
        if (!ended.isEmpty()) {
            json.set("ended", ended);
        }
        return json.put("hash", kept.hash());
    }

    private static void putIfAny(ObjectNode json, String name, String text) {
        if (!text.isEmpty()) {
            json.put(name, text);
        }
    }

    private static ObjectNode json(Head head) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("chain", head.chain())
                .put("sequence", head.sequence())
                .put("at", Moments.text(head.at()))
                .put("hash", head.hash());
    }

    private static Head head(Fields fields) {
        return new Head(
                fields.parsed("chain", AuditWire::hex).orElseThrow(() -> missing("chain")),
                fields.number("sequence").orElseThrow(() -> missing("sequence")),
                fields.parsed("at", AuditWire::instant).orElseThrow(() -> missing("at")),
                fields.parsed("hash", AuditWire::hex).orElseThrow(() -> missing("hash")));
    }

    private static RuntimeException missing(String member) {
        return Json.invalid("Member " + member + " of a head is missing");
    }

    private static String hex(String text) {
        if (!HEX.matcher(text).matches()) {
            throw new IllegalArgumentException("must be hexadecimal digits");
        }
        return text;
    }

    private static Instant instant(String text) {
        try {
            Instant instant = Instant.parse(text);
            if (!instant.isBefore(Instant.EPOCH) && instant.isBefore(BEYOND)) {
                return instant.truncatedTo(ChronoUnit.MICROS);
            }
        } catch (DateTimeException e) {
            // Falls through: the parser's own message quotes the text.
        }
        throw new IllegalArgumentException("must be a time such as 2026-01-31T12:00:00Z");
    }
}
