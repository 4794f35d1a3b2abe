package io.muster.conformance.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.conformance.http.Answer;
import io.muster.conformance.http.Call;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import io.muster.core.testkit.FakeCertificate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
@DisplayName("Issue 4.7: whatever is wrong with it, the device is told the same; the operator is told which it was")
final class ExplainedTest {
    private final LocalStack stack;
    private final ServiceApi service;
    private final Factory factory;
    private final String id = Names.fresh("explained");

    ExplainedTest(LocalStack stack) {
        this.stack = stack;
        this.service = new ServiceApi(stack);
        this.factory = new Factory(KeyKind.ECC).upload(service, true).group(service);
    }

    @Test
    @DisplayName("2.17, 2.21, 2.22, 2.31: each defect has its reason under the tracking id, and in the dry run")
    void refused() {
        Map<String, X509Device> defects = defects();
        String told = withoutNumbers(wrongKey());

        defects.forEach((reason, device) -> {
            Answer answer = device.register(stack);
            assertEquals(told, withoutNumbers(answer), reason);
            assertEquals(reason, reasonOf(answer));
            Answer dry = dryRun(device);
            assertEquals("refused", dry.text("/outcome"), dry::toString);
            assertEquals(reason, dry.text("/reason/code"), dry::toString);
        });
        // The dry runs left nothing behind.
        Answer kept = service.get("/muster/decisions/registrations/" + id);
        assertEquals(defects.size(), kept.json().path("decisions").size(), kept::toString);
    }

    @Test
    @DisplayName("The dry run of a device that will be let in names its enrollment and its hub, and assigns nothing")
    void admitted() {
        FakeCertificate issuing = factory.intermediate("Issuing");
        X509Device device = X509Device.of(id, factory.leaf(id, issuing), issuing);

        Answer dry = dryRun(device);

        assertEquals("admitted", dry.text("/outcome"), dry::toString);
        assertEquals("enrollment group " + factory.name() + "-group", dry.text("/enrollment"), dry::toString);
        assertEquals(404, service.get("/registrations/" + id).status());
        assertTrue(stack.hubs().stream().allMatch(hub -> hub.calls(id).isEmpty()));
        Answer registered = device.register(stack);
        assertEquals(202, registered.status(), registered::toString);
        String hub = service.get("/registrations/" + id).text("/assignedHub");
        assertTrue(dry.body().contains("hub " + hub + " as device " + id), dry::toString);
    }

    private Map<String, X509Device> defects() {
        FakeCertificate issuing = factory.intermediate("Issuing");
        FakeCertificate expired = factory.caOrder("Old")
                .until(factory.now().minus(Duration.ofHours(1)))
                .by(factory.root());
        Factory unverified = new Factory(KeyKind.ECC).upload(service, false).group(service);
        Map<String, X509Device> defects = new LinkedHashMap<>();
        defects.put("certificate-expired", X509Device.of(id, factory.leaf(id, expired), expired));
        defects.put("common-name-mismatch", X509Device.of(id, factory.leaf("other-" + id, issuing), issuing));
        defects.put("no-verified-ca", X509Device.of(id, unverified.leaf(id, unverified.root())));
        defects.put("issuer-not-found", X509Device.of(id, factory.leaf(id, issuing)));
        return defects;
    }

    /** A device of another kind, whose refusal must look like those of the ones with certificates. */
    private Answer wrongKey() {
        String other = Names.fresh("explained-key");
        String unused = service.individual(other);
        DeviceApi plain = new DeviceApi(stack);
        String wrong = Names.key(32);

        Answer refused = plain.register(other, wrong);

        assertEquals("token-signature", reasonOf(refused));
        Answer dry = dryRun(other, "\"authorization\":\"" + plain.token(other, wrong) + "\"");
        assertEquals("token-signature", dry.text("/reason/code"), dry::toString);
        return refused;
    }

    private Answer dryRun(X509Device device) {
        return dryRun(id, "\"certificateChain\":[\"" + device.pem().replace("\n", "\\n") + "\"]");
    }

    private Answer dryRun(String registrationId, String brought) {
        Answer answer = service.authorized(Call.of("POST", "/muster/decisions/dry-run")
                .json("{\"registrationId\":\"" + registrationId + "\"," + brought + "}"));
        assertEquals(200, answer.status(), answer::toString);
        return answer;
    }

    private String reasonOf(Answer refused) {
        Answer trace = service.get("/muster/decisions/attempts/" + refused.text("/trackingId"));
        assertEquals(200, trace.status(), trace::toString);
        return trace.text("/reason/code");
    }

    private static String withoutNumbers(Answer refused) {
        assertEquals(401, refused.status(), refused::toString);
        ObjectNode body = new ObjectMapper().convertValue(refused.json(), ObjectNode.class);
        return body.without(java.util.List.of("trackingId", "timestampUtc")).toString();
    }
}
