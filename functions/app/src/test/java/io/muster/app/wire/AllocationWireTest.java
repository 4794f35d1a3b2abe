package io.muster.app.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.core.allocation.CustomAllocation;
import io.muster.core.allocation.WebhookUrl;
import io.muster.core.attestation.Evidence;
import io.muster.core.attestation.TpmKeys;
import io.muster.core.enrollment.Enrollment;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.JsonText;
import io.muster.core.identity.OperationId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import io.muster.core.webhook.AllocationForm.Answer;
import io.muster.core.webhook.AllocationWebhook.Question;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("3.21, 3.22: what a webhook is asked and what it may answer")
class AllocationWireTest {
    private static final String URL = "https://hook.example/api/choose?code=s3cret";
    private static final Evidence KEY = new Evidence.Key("dev-1");

    private final AllocationWire wire = new AllocationWire();

    private static Question question(Enrollment enrollment, String version, Evidence evidence, boolean assigned) {
        return new Question(
                CustomAllocation.of(WebhookUrl.parse(URL), version),
                enrollment,
                new RegistrationId("Dev-1"),
                evidence,
                assigned ? Optional.of(TestData.host("hub-a")) : Optional.empty(),
                assigned ? Optional.of(new DeviceId("Dev-1")) : Optional.empty(),
                Optional.of(new JsonText("{\"model\":7}")),
                List.of(TestData.host("hub-a"), TestData.host("hub-b")),
                new OperationId("4.1"),
                1);
    }

    private static Enrollment group() {
        return TestData.group("line", TermsBuilder.terms().webhook(URL));
    }

    private JsonNode asked(Question question) {
        return Json.object(wire.request(question));
    }

    @Test
    @DisplayName("3.21: the group as the service API shows it, without its keys and with its webhook's masked")
    void group_without_secrets() {
        String text = wire.request(question(group(), "2021-10-01", KEY, false));

        assertFalse(text.contains("s3cret"), text);
        assertFalse(text.contains("primaryKey"), text);
        JsonNode request = Json.object(text);
        assertEquals("line", request.at("/enrollmentGroup/enrollmentGroupId").textValue());
        assertEquals(
                "{\"type\":\"symmetricKey\"}",
                request.at("/enrollmentGroup/attestation").toString());
        assertEquals(
                "https://hook.example/api/choose?****",
                request.at("/enrollmentGroup/customAllocationDefinition/webhookUrl")
                        .textValue());
        assertEquals(
                "{\"registrationId\":\"Dev-1\",\"symmetricKey\":{},\"payload\":{\"model\":7}}",
                request.path("deviceRuntimeContext").toString());
        assertEquals(
                "[\"hub-a.azure-devices.net\",\"hub-b.azure-devices.net\"]",
                request.path("linkedHubs").toString());
        assertEquals(3, request.size());
    }

    @Test
    @DisplayName("3.21: where the device is now, when it was assigned before")
    void assignedBefore() {
        JsonNode context = asked(question(
                        TestData.individual("dev-1", TermsBuilder.terms().webhook(URL)), "2021-10-01", KEY, true))
                .path("deviceRuntimeContext");

        assertEquals(
                "hub-a.azure-devices.net", context.path("currentIotHubHostName").textValue());
        assertEquals("Dev-1", context.path("currentDeviceId").textValue());
    }

    @ParameterizedTest
    @CsvSource({"2018-09-01-preview,false", "2018-11-01,false", "2019-03-31,true", "2021-10-01,true"})
    @DisplayName("3.20: the device's payload is told from 2019-03-31 on")
    void payload(String version, boolean told) {
        assertEquals(
                told,
                asked(question(group(), version, KEY, false))
                        .at("/deviceRuntimeContext")
                        .has("payload"));
    }

    @Test
    @DisplayName("3.21: a TPM by its keys, a certificate by what is told of it elsewhere")
    void evidence() {
        IndividualEnrollment keyed =
                TestData.individual("dev-1", TermsBuilder.terms().webhook(URL));
        IndividualEnrollment tpm = new IndividualEnrollment(
                keyed.registrationId(),
                keyed.deviceId(),
                new TpmKeys("EK", Optional.empty()),
                keyed.terms(),
                keyed.optionalDeviceInformation(),
                keyed.revision());

        JsonNode byTpm = asked(question(tpm, "2021-10-01", new Evidence.Tpm("SRK"), false))
                .path("deviceRuntimeContext");
        JsonNode byCertificate = asked(question(group(), "2021-10-01", new Evidence.Certificate("AB"), false))
                .path("deviceRuntimeContext");

        assertEquals(
                "{\"endorsementKey\":\"EK\",\"storageRootKey\":\"SRK\"}",
                byTpm.path("tpm").toString());
        assertEquals(
                "{\"enrollmentGroupId\":\"line\"}", byCertificate.path("x509").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"iotHubHostName\":\"h\",\"initialTwin\":{\"tags\":{\"$x\":1,\"a\":2}},\"payload\":{\"b\":1.50}}",
                "{\"IoTHubHostName\":\"h\",\"INITIALTWIN\":{\"tags\":{\"a\":2}},\"Payload\":{\"b\":1.50},\"more\":[]}"
            })
    @DisplayName("3.21: the answer's members in any capitals")
    void answer(String body) {
        Answer answer = wire.read(body);

        assertEquals(Optional.of("h"), answer.hub());
        assertEquals(Optional.of(new JsonText("{\"b\":1.50}")), answer.payload());
        assertEquals(
                "{\"a\":2}", answer.initialTwin().orElseThrow().written().tags().text());
    }

    @Test
    @DisplayName("3.25: absent and null are the same")
    void nothing() {
        Answer nothing = new Answer(Optional.empty(), Optional.empty(), Optional.empty());

        assertEquals(nothing, wire.read("{}"));
        assertEquals(nothing, wire.read("{\"iotHubHostName\":null,\"initialTwin\":null,\"payload\":null}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hub-a",
                "\"hub-a\"",
                "[]",
                "7",
                "null",
                "{\"iotHubHostName\":7}",
                "{\"iotHubHostName\":[\"secret-echo\"]}",
                "{\"iotHubHostName\":\"secret-echo\",\"IotHubHostName\":\"b\"}",
                "{\"iotHubHostName\":\"secret-echo\",\"payload\":\"text\"}",
                "{\"iotHubHostName\":\"secret-echo\",\"payload\":[1]}",
                "{\"iotHubHostName\":\"secret-echo\",\"initialTwin\":[]}",
                "{\"iotHubHostName\":\"secret-echo\",\"initialTwin\":{\"tags\":1}}",
                "{\"iotHubHostName\":\"secret-echo\"}x",
                "{\"iotHubHostName\":\"secret-echo\"",
                "<html>secret-echo</html>",
                " \n<!DOCTYPE html>"
            })
    @DisplayName("3.27, 5.8: any other answer is refused with words that quote nothing of it")
    void refused(String body) {
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> wire.read(body))
                .getMessage());

        assertTrue(message.startsWith("the answer is "), message);
        assertFalse(message.contains("secret-echo"), message);
    }

    @Test
    void a_payload_or_twin_that_no_record_has_room_for_is_refused() {
        String text = "x".repeat(30_000);
        for (String member : List.of("payload", "initialTwin")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> wire.read("{\"iotHubHostName\":\"h\",\"" + member + "\":{\"a\":\"" + text + "\"}}"));
        }
    }
}
