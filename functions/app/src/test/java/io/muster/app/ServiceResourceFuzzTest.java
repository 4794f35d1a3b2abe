package io.muster.app;

import static io.muster.app.ServiceBodies.IDENTITY;
import static io.muster.app.ServiceBodies.KEY;
import static io.muster.app.ServiceBodies.KEYED;
import static io.muster.app.ServiceBodies.NEW;
import static io.muster.app.ServiceBodies.OLD;
import static io.muster.app.ServiceBodies.ONE;
import static io.muster.app.ServiceBodies.hubs;
import static io.muster.app.ServiceBodies.link;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.app.http.Response;
import io.muster.core.service.ServiceDescription;
import io.muster.core.testkit.Effort;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("issue 5: whatever is put as the service is answered, and done as a whole or not at all")
class ServiceResourceFuzzTest {
    private static final int RUNS = Effort.inputs(3_000);

    private final TestApp app = new TestApp();

    @Test
    void whatever_is_put_is_never_a_5xx_and_a_refusal_changes_nothing() {
        long seed = 51;
        Damage damage = new Damage(new Random(seed));
        String policies = ",\"authorizationPolicies\":[{\"keyName\":\"owner\",\"primaryKey\":\"****\",\"rights\":"
                + "\"ServiceConfig, EnrollmentRead, EnrollmentWrite, RegistrationStatusRead, RegistrationStatusWrite,"
                + " DeviceConnect\"}]";
        List<String> bodies = List.of(
                hubs(NEW, link(KEYED + KEY), link("hub-c", "UserAssigned", IDENTITY)),
                hubs(OLD, link(KEYED + "****"))
                        .replace("\"iotHubs\"", "\"allocationPolicy\":\"GeoLatency\",\"iotHubs\""),
                hubs(NEW, link("hub-d", "SystemAssigned", "")).replaceFirst("}}$", policies + "}}"));
        Map<Integer, Integer> statuses = new HashMap<>();
        for (int i = 0; i < RUNS; i++) {
            String sent = damage.pick(bodies);
            String body = damage.random().nextBoolean() ? damage.revalued(sent) : damage.perhaps(sent, 2);
            ServiceDescription before = app.description().current();
            Response answer = app.manage("PUT", ONE + "?api-version=" + damage.pick(List.of(OLD, NEW)), body);

            String why = "seed " + seed + ", run " + i + ": " + body + "\n" + answer.body();
            statuses.merge(answer.status(), 1, Integer::sum);
            assertTrue(answer.status() < 500, why);
            if (answer.status() >= 400) {
                assertEquals(before, app.description().current(), why);
                assertFalse(answer.body().contains(KEY), why);
            }
        }
        assertTrue(statuses.keySet().containsAll(Set.of(200, 400)), "seed " + seed + ": " + statuses);
    }
}
