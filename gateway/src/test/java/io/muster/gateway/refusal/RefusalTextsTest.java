package io.muster.gateway.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("behaviour.md 1.14, 1.15: refusals")
class RefusalTextsTest {
    @ParameterizedTest
    @EnumSource(Refusal.class)
    void the_code_starts_with_the_status_and_the_text_needs_no_escaping(Refusal refusal) {
        assertEquals(refusal.status(), refusal.code() / 1000);
        assertFalse(refusal.message().matches(".*[\"\\\\\\p{Cntrl}].*"), refusal.message());
        assertEquals(refusal.status() > 500, refusal.retryAfterSeconds().isPresent());
        String json = RefusalBody.json(refusal, "00000000-0000-0000-0000-000000000000", Instant.EPOCH);
        assertTrue(json.length() <= 300, "small enough for embedded clients");
    }

    @Test
    void the_body_has_the_contracts_members_in_its_order() {
        assertEquals(
                "{\"errorCode\":413001,\"trackingId\":\"t\",\"message\":\"The body is larger than 96 KB.\","
                        + "\"timestampUtc\":\"2026-11-01T12:00:00.123Z\"}",
                RefusalBody.json(Refusal.BODY_TOO_LARGE, "t", Instant.parse("2026-11-01T12:00:00.123456Z")));
    }
}
