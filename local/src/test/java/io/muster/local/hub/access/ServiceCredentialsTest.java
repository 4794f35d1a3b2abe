package io.muster.local.hub.access;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ServiceCredentialsTest {

    @Test
    @DisplayName("without policies and bearer nobody comes in, not even with an empty bearer")
    void emptyCredentialsAllowNobody() {
        ServiceCredentials none = ServiceCredentials.parse("", "");

        assertFalse(none.allow("Bearer ", "hub.test", "/devices", Instant.EPOCH));
    }

    @Test
    @DisplayName("malformed policies are refused, and the refusal shows no key")
    void malformedPoliciesAreRefused() {
        String key = SymmetricKey.random().reveal();
        for (String wrong : new String[] {
            "{",
            "{}",
            "[{\"keyName\":\"a\",\"key\":\"short\"}]",
            "[{\"key\":\"" + key + "\"}]",
            "[{\"key\":\"" + key,
            "[{\"keyName\":\"a\",\"key\":\"" + key + "\"},{\"keyName\":\"a\",\"key\":\"" + key + "\"}]"
        }) {
            IllegalArgumentException refusal =
                    assertThrows(IllegalArgumentException.class, () -> ServiceCredentials.parse(wrong, ""));
            assertFalse(refusal.toString().contains(key));
        }
    }
}
