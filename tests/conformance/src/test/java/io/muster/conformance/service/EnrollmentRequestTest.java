package io.muster.conformance.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.conformance.http.Answer;
import io.muster.conformance.http.Call;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LocalStackExtension.class)
@DisplayName("Requests about enrollments")
final class EnrollmentRequestTest {
    private static final String GOOD = "\"attestation\":{\"type\":\"symmetricKey\"}";

    private final ServiceApi service;
    private final String id = Names.fresh("enrollment");

    EnrollmentRequestTest(LocalStack stack) {
        this.service = new ServiceApi(stack);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"attestation\":{}}",
                "{\"attestation\":\"symmetricKey\"}",
                "{\"attestation\":{\"type\":\"magic\"}}",
                "{\"attestation\":{\"type\":\"symmetricKey\",\"symmetricKey\":{\"primaryKey\":\"not base64!\"}}}",
                "{\"attestation\":{\"type\":\"symmetricKey\",\"symmetricKey\":{\"primaryKey\":7}}}",
                "{" + GOOD + ",\"registrationId\":\"another\"}",
                "{" + GOOD + ",\"deviceId\":\"a/b\"}",
                "{" + GOOD + ",\"provisioningStatus\":\"maybe\"}",
                "{" + GOOD + ",\"allocationPolicy\":\"dice\"}",
                "{" + GOOD + ",\"iotHubs\":\"one\"}",
                "{" + GOOD + ",\"iotHubs\":[\"not-linked.muster.localhost\"]}",
                "{" + GOOD + ",\"iotHubHostName\":\"not-linked.muster.localhost\"}",
                "{" + GOOD + ",\"initialTwin\":[]}",
                "{" + GOOD + ",\"reprovisionPolicy\":{\"migrateDeviceData\":\"yes\"}}"
            })
    @DisplayName("Bad input: malformed bodies, odd keys and a hub that is not linked are 400 and change nothing")
    void malformed(String body) {
        Answer answer = service.put("/enrollments/" + id, body);

        assertEquals(400, answer.status(), answer::toString);
        assertTrue(answer.errorCode() / 1000 == 400 && answer.bytes() <= 512, answer::toString);
        assertEquals(404201, service.get("/enrollments/" + id).errorCode());
    }

    @Test
    @DisplayName("2.1: keys decode to 16 to 64 bytes; 15 and 65 are 400, and no answer repeats them")
    void keyLengths() {
        for (int length : List.of(1, 15, 65, 200)) {
            String key = Names.key(length);
            Answer answer = service.put("/enrollments/" + id, "{" + ServiceApi.attestation(key) + "}");
            assertEquals(400, answer.status(), answer::toString);
            assertFalse(answer.body().contains(key), answer::toString);
        }
        for (int length : List.of(16, 36, 64)) {
            Answer answer =
                    service.put("/enrollments/" + id + length, "{" + ServiceApi.attestation(Names.key(length)) + "}");
            assertEquals(200, answer.status(), answer::toString);
        }
    }

    @Test
    @DisplayName("clients.md 33: the etag goes back quoted, bare or as *; stale is 412, garbled 400")
    void etags() {
        assertFalse(service.individual(id).isEmpty());
        String etag = service.get("/enrollments/" + id).text("/etag");

        assertEquals(412, putIf("\"stale\"").status());
        assertEquals(412, putIf("stale").status());
        assertEquals(400, putIf("\"a\",\"b\"").status());
        assertEquals(400, putIf("\"").status());
        assertEquals(etag, service.get("/enrollments/" + id).text("/etag"), "a refusal changed something");

        Answer quoted = putIf(etag);
        assertEquals(200, quoted.status(), quoted::toString);
        Answer bare = putIf(quoted.text("/etag").replace("\"", ""));
        assertEquals(200, bare.status(), bare::toString);
        assertEquals(200, putIf("*").status());
        assertEquals(412, putIf(etag).status());
    }

    @Test
    @DisplayName(
            "clients.md 34, 35, 39: any case of path and id, a mechanism look-up without body, DELETE 204 and then 404")
    void lifeOfAGroup() {
        String key = service.group(id);
        Answer got = service.get("/enrollmentgroups/" + id.toUpperCase(Locale.ROOT));
        Answer mechanism = service.authorized(
                Call.of("POST", "/enrollmentGroups/" + id + "/attestationMechanism" + ServiceApi.VERSION));
        Answer deleted = service.delete("/enrollmentGroups/" + id);

        assertEquals(id, got.text("/enrollmentGroupId"), got::toString);
        assertFalse(got.body().contains("primaryKey"), got::toString);
        assertEquals(key, mechanism.text("/symmetricKey/primaryKey"), mechanism::toString);
        assertEquals(204, deleted.status(), deleted::toString);
        assertEquals("", deleted.body());
        assertEquals(404204, service.get("/enrollmentGroups/" + id).errorCode());
        assertEquals(404204, service.delete("/enrollmentGroups/" + id).errorCode());
    }

    private Answer putIf(String etag) {
        return service.authorized(Call.of("PUT", "/enrollments/" + id + ServiceApi.VERSION)
                .json("{\"registrationId\":\"" + id + "\"," + GOOD + "}")
                .with("If-Match", etag));
    }
}
