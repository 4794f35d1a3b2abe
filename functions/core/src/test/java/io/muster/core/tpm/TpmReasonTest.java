package io.muster.core.tpm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TpmReasonTest {
    @Test
    @DisplayName("issue 4: the codes operators may rely on, each with advice in whole sentences")
    void codes() {
        assertEquals(
                List.of(
                        "endorsement-key-malformed",
                        "storage-root-key-malformed",
                        "endorsement-key-not-enrolled",
                        "storage-root-key-differs",
                        "challenge-not-answered"),
                Arrays.stream(TpmReason.values()).map(TpmReason::code).toList());
        for (TpmReason reason : TpmReason.values()) {
            assertTrue(reason.advice().matches("[A-Z].{40,}\\."), reason.advice());
        }
    }
}
