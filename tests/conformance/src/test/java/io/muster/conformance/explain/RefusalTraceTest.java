package io.muster.conformance.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.conformance.http.Answer;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.Sas;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
@DisplayName("Issue 4.7: an operator reads why a device was refused; the device is not told")
final class RefusalTraceTest {
    private final DeviceApi devices;
    private final ServiceApi service;

    RefusalTraceTest(LocalStack stack) {
        this.devices = new DeviceApi(stack);
        this.service = new ServiceApi(stack);
    }

    @Test
    @DisplayName("seams 3: a wrong key is 401 as ever; under that answer's tracking id lies what was wrong")
    void wrongKey() {
        String id = Names.fresh("Explain");
        String right = service.individual(id);
        String wrong = Names.key(32);

        Answer refused = devices.register(id, wrong);

        assertEquals(401, refused.status());
        assertEquals("Unauthorized", refused.text("/message"));
        String tracking = refused.text("/trackingId");
        assertEquals(tracking, refused.header("x-ms-request-id").orElse(""));
        Answer trace = attempt(tracking);
        assertExplains(trace.json(), id, tracking, "register");
        for (String secret : new String[] {right, wrong, Sas.encode(right), Sas.encode(wrong), "sig="}) {
            assertFalse(trace.body().contains(secret), trace::toString);
        }
    }

    @Test
    @DisplayName("1.25: under the registration id, in any case, the latest attempt first; a success adds nothing")
    void byRegistrationId() {
        String id = Names.fresh("explain");
        String right = service.individual(id);
        String operation = devices.provision(id, right).text("/operationId");
        assertEquals(0, ofDevice(id).size());

        String first = devices.register(id, Names.key(32)).text("/trackingId");
        String second = devices.operation(id, operation, Names.key(32)).text("/trackingId");
        String third = devices.lookUp(id, Names.key(32)).text("/trackingId");

        JsonNode decisions = ofDevice(id.toUpperCase(Locale.ROOT));
        assertEquals(3, decisions.size(), decisions::toString);
        assertExplains(decisions.get(0), id, third, "registration");
        assertExplains(decisions.get(1), id, second, "operation");
        assertExplains(decisions.get(2), id, first, "register");
    }

    @Test
    @DisplayName("A device nobody enrolled leaves a trace like any other")
    void unknown() {
        String id = Names.fresh("explain-unknown");

        String tracking = devices.register(id, Names.key(32)).text("/trackingId");

        assertExplains(attempt(tracking).json(), id, tracking, "register");
    }

    private Answer attempt(String trackingId) {
        Answer answer = service.get("/muster/decisions/attempts/" + trackingId);
        assertEquals(200, answer.status(), answer::toString);
        return answer;
    }

    private JsonNode ofDevice(String id) {
        Answer answer = service.get("/muster/decisions/registrations/" + id);
        assertEquals(200, answer.status(), answer::toString);
        return answer.json().path("decisions");
    }

    private static void assertExplains(JsonNode trace, String id, String trackingId, String operation) {
        assertEquals(trackingId, trace.path("trackingId").asText());
        assertEquals(id, trace.path("registrationId").asText());
        assertEquals(operation, trace.path("operation").asText());
        assertEquals("refused", trace.path("outcome").asText());
        assertTrue(trace.at("/reason/code").asText().matches("[a-z0-9]+(-[a-z0-9]+)*"), trace::toString);
        assertFalse(trace.at("/reason/advice").asText().isEmpty(), trace::toString);
        assertFalse(trace.path("findings").isEmpty(), trace::toString);
        for (JsonNode finding : trace.path("findings")) {
            assertFalse(finding.path("step").asText().isEmpty(), trace::toString);
            assertFalse(finding.path("text").asText().isEmpty(), trace::toString);
        }
    }
}
