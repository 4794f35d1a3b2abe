package io.muster.conformance.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.muster.conformance.spec.Exchange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The check against the published definitions finds what departs from them")
final class SpecificationTest {
    private static final String TYPE = "application/json; charset=utf-8";
    private static final String GOOD = "{\"registrationId\":\"a\",\"attestation\":{\"type\":\"x509\"},"
            + "\"initialTwin\":{\"tags\":{\"any\":[1,\"x\",{\"y\":null}]}},\"etag\":\"\\\"1\\\"\",\"ours\":1,"
            + "\"createdDateTimeUtc\":\"2026-11-23T06:30:00.1234567Z\"}";

    @Test
    @DisplayName("What is right passes, and so do members that the definition does not name")
    void right() {
        assertEquals(List.of(), faults("GET", "/enrollments/a", 200, Map.of(), GOOD));
        assertEquals(List.of(), faults("DELETE", "/enrollments/a", 204, Map.of("content-type", ""), ""));
        assertEquals(
                List.of(),
                faults("POST", "/enrollments/query/", 200, Map.of("x-ms-max-item-count", "10"), "[" + GOOD + "]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"registrationId\"|\"registrationID\"",
                "\"attestation\"|\"attestations\"",
                "\"x509\"|\"magic\"",
                "\"x509\"|7",
                "\"x509\"|\"x509\",\"x509\":{\"clientCertificates\":{\"primary\":{\"info\":{}}}}",
                "\"a\"|5",
                "06:30|6.30",
                "\"ours\":1|\"errorCode\":1,\"iotHubs\":{}",
                "\"ours\":1|\"registrationState\":{\"errorCode\":2147483648}",
                "\"ours\":1|\"registrationState\":{\"status\":\"Assigned\"}",
                "\"ours\":1}|"
            })
    @DisplayName("A body with a missing member, a wrong type, an unknown value or a broken form is a fault")
    void body(String part, String instead) {
        String changed = GOOD.contains(part) ? GOOD.replaceFirst(java.util.regex.Pattern.quote(part), instead) : "{";

        assertFalse(faults("GET", "/enrollments/a", 200, Map.of(), changed).isEmpty(), changed);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /enrollments/query, 200, x-ms-max-item-count, many",
        "POST, /enrollments/query, 200, x-ms-max-item-count, 2147483648",
        "POST, /enrollments/query, 200, content-type, text/plain",
        "POST, /enrollments/query, 201, unused, 1",
        "POST, /enrollments/query, 400, unused, 1",
        "DELETE, /enrollments/a, 204, unused, 1",
        "GET, /no/such/path, 404, unused, 1"
    })
    @DisplayName("A header of the wrong type, another status, another content type, a refusal that is a list: faults")
    void envelope(String method, String path, int status, String header, String value) {
        assertFalse(faults(method, path, status, Map.of(header, value), "[]").isEmpty());
    }

    private static List<String> faults(
            String method, String path, int status, Map<String, String> headers, String body) {
        Map<String, String> all = new HashMap<>(Map.of("content-type", TYPE));
        all.putAll(headers);
        return Published.required().faults(new Exchange(method, path + "?api-version=2026-11-01", status, all, body));
    }
}
