package io.muster.conformance.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.conformance.http.Answer;
import io.muster.conformance.http.Call;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.Wire;
import io.muster.conformance.spec.SpecOperation;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import io.muster.core.testkit.TestAuthority;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LocalStackExtension.class)
@DisplayName("rest 8: the management plane answers as its published definition says, version by version")
final class ManagementOperationsTest {
    private static final String OWNER = "provisioningserviceowner";
    /** What is not served, or has a test of its own: deletion is refused, a proof is for a code of that moment. */
    private static final Set<String> ELSEWHERE = Set.of(
            "iotdpsresource_delete",
            "dpscertificate_verifycertificate",
            "iotdpsresource_listprivatelinkresources",
            "iotdpsresource_getprivatelinkresources",
            "iotdpsresource_listprivateendpointconnections",
            "iotdpsresource_getprivateendpointconnection",
            "iotdpsresource_createorupdateprivateendpointconnection",
            "iotdpsresource_deleteprivateendpointconnection");

    private final Wire wire;
    private final String token;
    private final String subscription = "/subscriptions/91d12660-3dec-467a-be2a-213b5544ddc0";
    private final String name;
    private final Set<String> met = new TreeSet<>();

    ManagementOperationsTest(LocalStack stack) {
        wire = new Wire(stack.edge());
        token = "Bearer " + stack.issuer().token("operator");
        name = stack.serviceHost().split("\\.", 2)[0];
    }

    @ParameterizedTest
    @ValueSource(strings = {"2022-02-05", "2026-11-01"})
    @DisplayName("Each operation's success has the status, headers and body of its definition")
    void successes(String version) {
        String group = subscription + "/resourceGroups/any/providers/Microsoft.Devices/provisioningServices";
        String service = group + "/" + name;
        ObjectNode resource = (ObjectNode) succeeds(version, "GET", service, "").json();
        Answer put = succeeds(version, "PUT", service, resource.toString());
        Answer tagged = succeeds(version, "PATCH", service, "{\"tags\":{\"plant\":\"Graz\"}}");
        assertEquals("Graz", tagged.text("/tags/plant"), put::toString);
        succeeds(version, "GET", group, "");
        succeeds(version, "GET", subscription + "/providers/Microsoft.Devices/provisioningServices", "");
        succeeds(version, "GET", "/providers/Microsoft.Devices/operations", "");
        succeeds(
                version,
                "POST",
                subscription + "/providers/Microsoft.Devices/checkProvisioningServiceNameAvailability",
                "{\"name\":\"" + name + "\"}");
        succeeds(version, "GET", service + "/skus", "");
        succeeds(version, "POST", service + "/listkeys", "");
        succeeds(version, "POST", service + "/keys/" + OWNER + "/listkeys", "");
        succeeds(version, "GET", service + "/operationresults/" + tagged.text("/etag"), "");
        certificates(version, service + "/certificates");

        Set<String> served = new TreeSet<>();
        Published.required().documents("management", version).get(0).operations().stream()
                .map(operation -> operation.id().toLowerCase(Locale.ROOT))
                .filter(id -> !ELSEWHERE.contains(id))
                .forEach(served::add);
        assertEquals(served, met);
    }

    private void certificates(String version, String certificates) {
        String one = certificates + "/" + Names.fresh("plant");
        String pem = Base64.getEncoder()
                .encodeToString(TestAuthority.named("CN=plant").certificate().der());
        Answer made = succeeds(version, "PUT", one, "{\"properties\":{\"certificate\":\"" + pem + "\"}}");
        succeeds(version, "GET", certificates, "");
        Answer there = succeeds(version, "GET", one, "");
        assertEquals(made.text("/etag"), there.text("/etag"));
        Answer code = answered(
                version,
                Call.of("POST", one + "/generateVerificationCode" + "?api-version=" + version)
                        .with("If-Match", there.text("/etag")));
        answered(version, Call.of("DELETE", one + "?api-version=" + version).with("If-Match", code.text("/etag")));
    }

    private Answer succeeds(String version, String method, String path, String body) {
        Call call = Call.of(method, path + "?api-version=" + version);
        return answered(version, body.isEmpty() ? call : call.json(body));
    }

    private Answer answered(String version, Call call) {
        Answer answer = wire.send(call.with("Authorization", token));
        SpecOperation published = Published.operation("management", version, answer.exchange(call));
        met.add(published.id().toLowerCase(Locale.ROOT));
        assertTrue(published.successes().contains(answer.status()), () -> call + " gave " + answer);
        return answer;
    }
}
