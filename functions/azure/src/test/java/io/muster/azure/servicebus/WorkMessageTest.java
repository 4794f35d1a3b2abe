package io.muster.azure.servicebus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.azure.TextFuzz;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.OperationId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.registration.PendingWork.Item;
import io.muster.core.telemetry.TraceParent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkMessageTest {
    private static final String BODY =
            "{\"schema\":1,\"idScope\":\"0ne000A1B2C\",\"registrationId\":\"Device-1\",\"operationId\":\"4.ab\",\"attempt\":2}";
    private static final WorkMessage MESSAGE = new WorkMessage(
            new IdScope("0ne000A1B2C"),
            new Item(new RegistrationId("Device-1"), new OperationId("4.ab"), 2),
            Optional.empty());
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String TRACED = BODY.replace("}", ",\"traceparent\":\"" + TRACE + "\"}");

    @Test
    @DisplayName("a message holds schema and identifiers only, and its id is operationId:attempt (seams.md section 6)")
    void form() {
        assertEquals(BODY, MESSAGE.body());
        assertEquals("4.ab:2", MESSAGE.messageId());
    }

    @Test
    @DisplayName("a message reads back as it was written, the id in its own spelling")
    void roundTrip() {
        WorkMessage read = WorkMessage.parse(BODY);

        assertEquals(MESSAGE, read);
        assertEquals("Device-1", read.item().registrationId().text());
    }

    @Test
    @DisplayName("members of a later schema are passed over")
    void laterSchema() {
        String later = BODY.replace("\"schema\":1", "\"schema\":2,\"new\":{\"deep\":[1]}");

        assertEquals(MESSAGE, WorkMessage.parse(later));
    }

    @Test
    @DisplayName(
            "issue 6.4: the trace it was sent in is an optional member, for readers of a release before to pass over")
    void traced() {
        WorkMessage read = WorkMessage.parse(TRACED);

        assertEquals(TraceParent.parse(TRACE), read.trace());
        assertEquals(MESSAGE.item(), read.item());
        assertEquals(TRACED, read.body());
        assertEquals(MESSAGE, WorkMessage.parse(BODY), "a message of the release before");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"00-zz\"", "null", "1", "{}", "[\"a\"]", "\"planted\""})
    @DisplayName("issue 6.4: no registration fails for a trace that cannot be read")
    void unreadableTrace(String trace) {
        assertEquals(MESSAGE, WorkMessage.parse(TRACED.replace('"' + TRACE + '"', trace)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"schema\":1       | \"schema\":0            | schema",
                "\"schema\":1       | \"schema\":\"1\"        | schema",
                "\"schema\":1       | \"schema\":1.0          | schema",
                "\"schema\":1,      | ``                      | schema",
                "\"attempt\":2      | \"attempt\":-1          | attempt",
                "\"attempt\":2      | \"attempt\":2e0         | attempt",
                "\"attempt\":2      | \"attempt\":99999999999 | attempt",
                "\"attempt\":2      | \"attempt\":2,\"attempt\":3 | JSON",
                "\"4.ab\"           | 4                       | operationId",
                "\"4.ab\"           | \"\"                    | operationId",
                "\"Device-1\"       | null                    | registrationId",
                "\"Device-1\"       | \"planted/secret\"      | registrationId",
                "\"0ne000A1B2C\"    | \"no\"                  | idScope",
                "}                  | }}                      | JSON",
                "}                  | ``                      | JSON",
            })
    @DisplayName("what is wrong is named and not echoed")
    void refused(String part, String instead, String named) {
        String text = BODY.replace(part, instead);

        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> WorkMessage.parse(text))
                .getMessage());

        assertTrue(message.contains(named), message);
        assertFalse(message.contains("planted"), message);
    }

    @Test
    @DisplayName("an oversized message and one that is no object are refused")
    void notAnObject() {
        for (String text : new String[] {"", "[]", "null", "1", " ".repeat(4097), "[".repeat(4000)}) {
            assertThrows(IllegalArgumentException.class, () -> WorkMessage.parse(text));
        }
    }

    @Test
    @DisplayName("any text is read or refused with IllegalArgumentException")
    void fuzz() {
        TextFuzz.run(List.of(BODY, TRACED), text -> {
            try {
                WorkMessage read = WorkMessage.parse(text);
                assertEquals(read, WorkMessage.parse(read.body()));
            } catch (IllegalArgumentException e) {
                assertFalse(String.valueOf(e.getMessage()).isEmpty());
            }
        });
    }
}
