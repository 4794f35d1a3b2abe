package io.muster.app.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.app.http.Request;
import io.muster.core.identity.RegistrationId;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.testkit.Effort;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("3.4: where a device says it is")
class DeviceBodyTest {
    private static final RegistrationId ID = new RegistrationId("dev-1");

    @Test
    void the_payloads_client_region() {
        assertEquals(
                Optional.of("West Europe"),
                region(
                        "{\"registrationId\":\"dev-1\",\"payload\":{\"modelId\":\"dtmi:a;1\",\"clientRegion\":\"West Europe\"}}"));
    }

    @ParameterizedTest
    @DisplayName("5.7: the payload may be anything; then there is no hint, and no error")
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"clientRegion\":\"westeurope\"}",
                "{\"payload\":null}",
                "{\"payload\":17}",
                "{\"payload\":\"westeurope\"}",
                "{\"payload\":[{\"clientRegion\":\"westeurope\"}]}",
                "{\"payload\":{}}",
                "{\"payload\":{\"clientRegion\":null}}",
                "{\"payload\":{\"clientRegion\":7}}",
                "{\"payload\":{\"clientRegion\":{\"name\":\"westeurope\"}}}",
                "{\"payload\":{\"ClientRegion\":\"westeurope\"}}",
                "{\"payload\":{\"region\":\"westeurope\"}}",
                "{\"payload\":{\"clientRegion\":\"wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww\"}}"
            })
    void none(String body) {
        assertEquals(Optional.empty(), region(body));
    }

    @Test
    @DisplayName("Any body is read or refused as bad input, never worse")
    void fuzz() {
        long seed = 20_261_123;
        Random random = new Random(seed);
        String whole = "{\"registrationId\":\"dev-1\",\"payload\":{\"clientRegion\":\"westeurope\",\"a\":[1,{}]}}";
        for (int i = 0; i < Effort.inputs(20_000); i++) {
            StringBuilder damaged = new StringBuilder(whole);
            for (int times = 1 + random.nextInt(3); times > 0; times--) {
                int at = random.nextInt(damaged.length());
                damaged.replace(at, at + random.nextInt(2), String.valueOf((char) (random.nextInt(100) + 28)));
            }
            try {
                Optional<String> region = region(damaged.toString());
                region.ifPresent(text -> assertTrue(text.length() <= 64, () -> "seed " + seed));
            } catch (Problem e) {
                assertEquals(ProblemKind.INVALID_ARGUMENT, e.kind(), () -> "seed " + seed + ": " + damaged);
            }
        }
    }

    private static Optional<String> region(String body) {
        return DeviceBody.read(new Request("PUT", "/x", "", Map.of(), body), ID).region();
    }
}
