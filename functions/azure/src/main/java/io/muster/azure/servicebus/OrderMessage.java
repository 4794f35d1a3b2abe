package io.muster.azure.servicebus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.core.deprovision.Order;
import io.muster.core.deprovision.Order.Subject;
import io.muster.core.deprovision.Order.Subject.Device;
import io.muster.core.deprovision.Order.Subject.Members;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.HubHost;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.RegistrationId;
import io.muster.core.registration.Seat;
import io.muster.core.telemetry.TraceParent;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A queue message about hub identities, told by its {@code kind}: {@code {"schema":1,"idScope","kind":"deprovision",
 * "delete","since","attempt","registrationId","hub","deviceId"}}, hub and device id both or neither, or of the kind
 * {@code deprovision-group} with {@code enrollmentGroupId} and {@code continuation} in the place of those three; with
 * {@code traceparent} when it was sent in a trace.
 */
public record OrderMessage(IdScope idScope, Order order, Optional<TraceParent> trace) {
    private static final String KIND = "kind";
    private static final String DEVICE = "deprovision";
    private static final String MEMBERS = "deprovision-group";
    /** Of the folded id that the last page ended with, and one less than all. */
    private static final Pattern CONTINUATION = Pattern.compile("[a-z0-9\\-._:]{0,128}!?");

    /** Whether a message is of either kind, whatever else may be wrong with it. Throws IllegalArgumentException as {@link #parse}. */
    public static boolean isOne(String text) {
        JsonNode kind = MessageJson.read(text).path(KIND);
        return kind.asText().equals(DEVICE) || kind.asText().equals(MEMBERS);
    }

    /**
     * Reads a message of this schema or a later one, whose further members are passed over. Throws
     * IllegalArgumentException that names what is wrong and echoes none of the message.
     */
    public static OrderMessage parse(String text) {
        JsonNode message = MessageJson.read(text);
        Subject subject = switch (MessageJson.text(message, KIND)) {
            case DEVICE -> device(message);
            case MEMBERS -> members(message);
            default -> throw new IllegalArgumentException("kind is unknown");
        };
        Order order = new Order(
                subject, MessageJson.bool(message, "delete"), since(message), MessageJson.whole(message, "attempt"));
        return new OrderMessage(new IdScope(MessageJson.text(message, "idScope")), order, MessageJson.trace(message));
    }

    private static Device device(JsonNode message) {
        RegistrationId id = new RegistrationId(MessageJson.text(message, "registrationId"));
        if (!message.has("hub") && !message.has("deviceId")) {
            return new Device(id, Optional.empty());
        }
        Seat seat = new Seat(
                new HubHost(MessageJson.text(message, "hub")), new DeviceId(MessageJson.text(message, "deviceId")));
        return new Device(id, Optional.of(seat));
    }

    private static Members members(JsonNode message) {
        String from = MessageJson.text(message, "continuation");
        if (!CONTINUATION.matcher(from).matches()) {
            throw new IllegalArgumentException("continuation is none of ours");
        }
        return new Members(new GroupId(MessageJson.text(message, "enrollmentGroupId")), from);
    }

    private static Instant since(JsonNode message) {
        try {
            return Instant.parse(MessageJson.text(message, "since"));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("since is not a time");
        }
    }

    String body() {
        ObjectNode body = MessageJson.begin(idScope)
                .put(KIND, order.subject() instanceof Device ? DEVICE : MEMBERS)
                .put("delete", order.delete())
                .put("since", order.since().toString())
                .put("attempt", order.attempt());
        if (order.subject() instanceof Device device) {
            body.put("registrationId", device.id().text());
            device.seat()
                    .ifPresent(seat -> body.put("hub", seat.hub().name())
                            .put("deviceId", seat.deviceId().text()));
        } else {
            Members members = (Members) order.subject();
            body.put("enrollmentGroupId", members.group().text()).put("continuation", members.from());
        }
        MessageJson.trace(body, trace);
        return body.toString();
    }

    /** {@code kind:since:attempt}, for those who look at the queue; the queue itself makes nothing of it. */
    String messageId() {
        return (order.subject() instanceof Device ? DEVICE : MEMBERS) + ":" + order.since() + ":" + order.attempt();
    }
}
