package io.muster.core.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.hub.LinkedHub.SharedAccessKey;
import io.muster.core.identity.Secret;
import io.muster.core.testkit.TestData;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LinkedHubTest {
    @Test
    @DisplayName("3.3: weights go from 1 to 1000")
    void weights() {
        assertEquals(1000, TestData.hub("hub-a", 1000, true).weight());
        assertThrows(IllegalArgumentException.class, () -> TestData.hub("hub-a", 0, true));
        assertThrows(IllegalArgumentException.class, () -> TestData.hub("hub-a", 1001, true));
    }

    @Test
    void noTextFormShowsAHubsKey() {
        Secret key = TestData.key("hub");
        String shown = new SharedAccessKey("owner", key).toString();
        assertFalse(shown.contains(key.revealBase64()), shown);
    }

    @Test
    void failuresSayWhetherTryingAgainCanHelp() {
        for (HubFailure.Kind kind : HubFailure.Kind.values()) {
            HubFailure failure = new HubFailure(kind, "hub-a", Optional.of(Duration.ofSeconds(1)));
            boolean passes = kind == HubFailure.Kind.UNAVAILABLE || kind == HubFailure.Kind.THROTTLED;
            assertEquals(passes, failure.mayPass(), kind::name);
            assertTrue(failure.retryAfter().isPresent());
        }
    }
}
