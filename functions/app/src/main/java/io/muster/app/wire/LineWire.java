package io.muster.app.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.Etag;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.HubHost;
import io.muster.core.identity.OperationId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.problem.Problem;
import io.muster.core.registration.Registration;
import io.muster.core.registration.Seat;
import io.muster.core.registration.Substatus;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Lines of an export, each an object with one member that says what is in it; and what became of each at an import. */
public final class LineWire {
    public static final String GROUP = "enrollmentGroup";
    public static final String ENROLLMENT = "enrollment";
    public static final String REGISTRATION = "registration";

    /** Years of five digits are neither what clients nor what storage can read. */
    private static final Instant BEYOND = Instant.parse("+10000-01-01T00:00:00Z");

    private LineWire() {}

    /** A thing to import, and which of the three it is. */
    public record Line(String kind, Fields content) {}

    public static String of(String kind, String item) {
        return "{\"" + kind + "\":" + item + "}\n";
    }

    /** A record with the group it belongs to, which the service API leaves to the path. */
    public static String of(Registration registration) {
        ObjectNode item = (ObjectNode) Json.object(RegistrationStateWire.text(registration, ApiVersion.NEWEST));
        registration.group().ifPresent(group -> item.put("enrollmentGroupId", group.text()));
        return of(REGISTRATION, Json.text(item));
    }

    public static Line read(String text) {
        Fields line = Fields.of(text);
        List<String> kinds =
                Stream.of(GROUP, ENROLLMENT, REGISTRATION).filter(line::has).toList();
        if (kinds.size() != 1) {
            throw Json.invalid(
                    "A line must be an object with one member: " + GROUP + ", " + ENROLLMENT + " or " + REGISTRATION);
        }
        return new Line(kinds.get(0), line.object(kinds.get(0)).orElseThrow());
    }

    /** What a line is about: the same text for all that is said of one id. What cannot be read is all one. */
    public static String thing(String text) {
        try {
            Line line = read(text);
            String member = line.kind().equals(GROUP) ? "enrollmentGroupId" : "registrationId";
            return (line.kind().equals(GROUP) ? "group " : "device ")
                    + line.content().textIfAny(member).orElse("").toLowerCase(Locale.ROOT);
        } catch (Problem unreadable) {
            return "";
        }
    }

    /** The record of a device assigned elsewhere; empty when it was not assigned: then there is nothing to keep. */
    public static Optional<Registration> record(Fields content, Instant now, SecureRandom random) {
        if (!content.text("status").orElse("assigned").equalsIgnoreCase("assigned")) {
            return Optional.empty();
        }
        RegistrationId id = content.parsed("registrationId", RegistrationId::new)
                .orElseThrow(() -> Json.invalid("Member registrationId is missing"));
        HubHost hub = content.parsed("assignedHub", HubHost::new)
                .orElseThrow(() -> Json.invalid("Member assignedHub is missing"));
        DeviceId deviceId = content.parsed("deviceId", DeviceId::new).orElseGet(() -> new DeviceId(id.text()));
        return Optional.of(Registration.imported(
                id,
                content.parsed("enrollmentGroupId", GroupId::new),
                content.parsed("createdDateTimeUtc", LineWire::instant).orElse(now),
                content.parsed("lastUpdatedDateTimeUtc", LineWire::instant).orElse(now),
                Etag.random(random),
                new Seat(hub, deviceId),
                content.parsed("substatus", RegistrationStateWire::substatus).orElse(Substatus.INITIAL_ASSIGNMENT),
                OperationId.random(random)));
    }

    /** Whether a line of an export is a record, which holds no key. */
    public static boolean isRecord(String line) {
        return line.startsWith("{\"" + REGISTRATION + "\":");
    }

    public static String done(int line, String outcome) {
        return Json.text(JsonNodeFactory.instance.objectNode().put("line", line).put("outcome", outcome)) + "\n";
    }

    public static String failed(int line, Problem problem) {
        return Json.text(JsonNodeFactory.instance
                        .objectNode()
                        .put("line", line)
                        .put("outcome", "failed")
                        .put("errorCode", problem.kind().code())
                        .put("message", problem.message()))
                + "\n";
    }

    private static Instant instant(String text) {
        try {
            Instant instant = Instant.parse(text);
            if (instant.isBefore(Instant.EPOCH) || !instant.isBefore(BEYOND)) {
                throw new IllegalArgumentException("must be a time of the years 1970 to 9999");
            }
            return instant;
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("must be a time such as 2026-01-31T12:00:00Z", e);
        }
    }
}
