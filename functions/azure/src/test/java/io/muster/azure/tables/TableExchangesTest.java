package io.muster.azure.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.identity.OperationId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.webhook.Exchange;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Issue 5.2: what was said with webhooks, in a table a day")
class TableExchangesTest {
    private static final RegistrationId ID = new RegistrationId("Press:17");

    private final Instance writer = new Instance(Instance.freshScope());

    private Exchange exchange(int number, Optional<Integer> status, Optional<Integer> failure, String excerpt) {
        return new Exchange(
                writer.clock.instant().plusSeconds(number).truncatedTo(ChronoUnit.MILLIS),
                ID,
                new OperationId("4.a" + number),
                "hook.example/api",
                2,
                number,
                status,
                Duration.ofMillis(17),
                "what came of it",
                failure,
                100,
                0,
                excerpt);
    }

    @Test
    @DisplayName("each is found again whole under its id in any case, newest first")
    void found() {
        Exchange good = exchange(1, Optional.of(200), Optional.empty(), "");
        Exchange bad = exchange(2, Optional.empty(), Optional.of(400207), "<html>");

        writer.stores.exchanges().record(List.of(good, bad));

        assertEquals(List.of(bad, good), writer.stores.exchanges().of(new RegistrationId("PRESS:17")));
        assertEquals(List.of(), writer.stores.exchanges().of(new RegistrationId("press:1")));
        assertEquals(
                List.of(),
                new Instance(Instance.freshScope()).stores.exchanges().of(ID));
    }

    @Test
    @DisplayName("a flood is kept in part; what went well leaves room for what failed")
    void flood() {
        List<Exchange> flood =
                new ArrayList<>(Collections.nCopies(500, exchange(1, Optional.of(200), Optional.empty(), "")));
        flood.add(exchange(2, Optional.empty(), Optional.of(400207), ""));

        writer.stores.exchanges().record(flood);

        List<Exchange> kept = writer.stores.exchanges().of(ID);
        assertTrue(kept.size() < 10, "kept " + kept.size());
        assertEquals(Optional.of(400207), kept.get(0).failure());
    }

    @Test
    void nothingToKeepMakesNoTable() {
        writer.stores.exchanges().record(List.of());

        assertEquals(List.of(), writer.stores.exchanges().of(ID));
    }
}
