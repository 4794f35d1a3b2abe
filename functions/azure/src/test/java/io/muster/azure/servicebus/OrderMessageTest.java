package io.muster.azure.servicebus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.azure.TextFuzz;
import io.muster.core.deprovision.Order;
import io.muster.core.deprovision.Order.Subject.Device;
import io.muster.core.deprovision.Order.Subject.Members;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.HubHost;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.RegistrationId;
import io.muster.core.registration.Seat;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderMessageTest {
    private static final IdScope SCOPE = new IdScope("0ne000A1B2C");
    private static final Instant SINCE = Instant.parse("2026-11-23T12:00:00Z");
    private static final String HEAD = "{\"schema\":1,\"idScope\":\"0ne000A1B2C\",";
    private static final String DEVICE = HEAD
            + "\"kind\":\"deprovision\",\"delete\":true,\"since\":\"2026-11-23T12:00:00Z\",\"attempt\":2,"
            + "\"registrationId\":\"Device-1\",\"hub\":\"hub-1.local\",\"deviceId\":\"dev%1\"}";
    private static final String ANYWHERE = HEAD
            + "\"kind\":\"deprovision\",\"delete\":false,\"since\":\"2026-11-23T12:00:00Z\",\"attempt\":0,"
            + "\"registrationId\":\"Device-1\"}";
    private static final String MEMBERS = HEAD
            + "\"kind\":\"deprovision-group\",\"delete\":true,\"since\":\"2026-11-23T12:00:00Z\",\"attempt\":0,"
            + "\"enrollmentGroupId\":\"Line-7\",\"continuation\":\"unit-9!\"}";
    private static final String ASSIGNMENT =
            HEAD + "\"registrationId\":\"Device-1\",\"operationId\":\"4.ab\",\"attempt\":2}";

    private static void roundTrip(String body, Order order) {
        OrderMessage message = new OrderMessage(SCOPE, order, Optional.empty());
        assertEquals(body, message.body());
        assertTrue(OrderMessage.isOne(body));
        assertEquals(message, OrderMessage.parse(body));
    }

    @Test
    @DisplayName("an order reads back as it was written: identifiers, a time and a flag, and nothing secret")
    void form() {
        RegistrationId id = new RegistrationId("Device-1");
        Seat seat = new Seat(new HubHost("hub-1.local"), new DeviceId("dev%1"));
        roundTrip(DEVICE, new Order(new Device(id, Optional.of(seat)), true, SINCE, 2));
        roundTrip(ANYWHERE, new Order(new Device(id, Optional.empty()), false, SINCE, 0));
        roundTrip(MEMBERS, new Order(new Members(new GroupId("Line-7"), "unit-9!"), true, SINCE, 0));
    }

    @Test
    @DisplayName("a message of a former release has no kind and is an assignment; an order is none")
    void kinds() {
        assertFalse(OrderMessage.isOne(ASSIGNMENT));
        assertEquals(2, WorkMessage.parse(ASSIGNMENT).item().attempt());
        for (String body : List.of(DEVICE, ANYWHERE, MEMBERS)) {
            assertThrows(IllegalArgumentException.class, () -> WorkMessage.parse(body));
        }
    }

    @Test
    @DisplayName("an unknown kind is nobody's, so that the message ends as a dead letter")
    void unknownKind() {
        for (String kind : List.of("\"planted\"", "7", "null", "{}")) {
            String body = ASSIGNMENT.replace("\"attempt\"", "\"kind\":" + kind + ",\"attempt\"");
            assertFalse(OrderMessage.isOne(body));
            String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> WorkMessage.parse(body))
                    .getMessage());
            assertTrue(message.contains("kind"), message);
            assertFalse(message.contains("planted"), message);
        }
    }

    @Test
    @DisplayName("members of a later schema are passed over")
    void laterSchema() {
        String later = DEVICE.replace("\"schema\":1", "\"schema\":2,\"new\":{\"deep\":[1]}");

        assertEquals(OrderMessage.parse(DEVICE), OrderMessage.parse(later));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"schema\":1            | \"schema\":0           | schema",
                "\"deprovision\"         | \"planted\"            | kind",
                "\"delete\":true         | \"delete\":\"true\"    | delete",
                "\"delete\":true,        | ``                     | delete",
                "\"2026-11-23T12:00:00Z\"| \"planted\"            | since",
                "\"2026-11-23T12:00:00Z\"| 5                      | since",
                "\"attempt\":2           | \"attempt\":-1         | attempt",
                "\"attempt\":2           | \"attempt\":99999999999| attempt",
                "\"Device-1\"            | \"planted/secret\"     | registrationId",
                "\"hub-1.local\"         | \"planted:443\"        | hub",
                "\"hub\":\"hub-1.local\",| ``                     | hub",
                "\"dev%1\"               | \"planted secret\"     | deviceId",
                ",\"deviceId\":\"dev%1\" | ``                     | deviceId",
                "\"0ne000A1B2C\"         | \"no\"                 | idScope",
                "}                       | }}                     | JSON",
            })
    @DisplayName("what is wrong is named and not echoed")
    void refused(String part, String instead, String named) {
        assertRefused(DEVICE.replace(part, instead), named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"Line-7\"   | \"planted/secret\" | enrollmentGroupId",
                "\"unit-9!\"  | \"planted'secret\" | continuation",
                "\"unit-9!\"  | null               | continuation",
            })
    @DisplayName("what is wrong about a group is named and not echoed")
    void refusedGroup(String part, String instead, String named) {
        assertRefused(MEMBERS.replace(part, instead), named);
    }

    private static void assertRefused(String text, String named) {
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> OrderMessage.parse(text))
                .getMessage());
        assertTrue(message.contains(named), message);
        assertFalse(message.contains("planted"), message);
    }

    @Test
    @DisplayName("any text is read or refused with IllegalArgumentException")
    void fuzz() {
        TextFuzz.run(List.of(DEVICE, ANYWHERE, MEMBERS), text -> {
            try {
                OrderMessage read = OrderMessage.parse(text);
                assertTrue(OrderMessage.isOne(text));
                assertEquals(read, OrderMessage.parse(read.body()));
            } catch (IllegalArgumentException e) {
                assertFalse(String.valueOf(e.getMessage()).isEmpty());
            }
        });
    }
}
