package io.muster.conformance.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.muster.conformance.http.Answer;
import io.muster.conformance.http.Call;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.EdgeSigner;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.http.Wire;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The local service's first hub is in westeurope, its second in eastus. */
@ExtendWith(LocalStackExtension.class)
@DisplayName("3.4: geoLatency")
final class GeoLatencyTest {
    private final LocalStack stack;
    private final ServiceApi service;
    private final DeviceApi edge;
    private final DeviceApi direct;
    private final String id = Names.fresh("geo");
    private final String key = Names.key(32);

    GeoLatencyTest(LocalStack stack) {
        this.stack = stack;
        this.service = new ServiceApi(stack);
        this.edge = new DeviceApi(stack);
        this.direct = new DeviceApi(stack, new Wire(stack.functionsHosts().get(0)));
    }

    @ParameterizedTest
    @DisplayName("What a device says of itself in its payload picks the hub, where its address is a private one")
    @CsvSource({"Germany West Central, 0", "pl, 0", "westus2, 1", "MX, 1"})
    void hint(String region, int hub) {
        enroll();
        Answer answer = finished(edge.send(register(region)));
        assertEquals(host(hub), answer.text("/registrationState/assignedHub"), answer::toString);
    }

    @ParameterizedTest
    @DisplayName("The address that the gateway vouches for comes first")
    @CsvSource({"141.20.1.1, eastus, 0", "2003::1, US, 0", "8.8.8.8, westeurope, 1", "192.168.1.1, westeurope, 0"})
    void address(String client, String region, int hub) throws IOException {
        enroll();
        Answer answer = finished(direct.send(new EdgeSigner(stack).from(client, register(region))));
        assertEquals(host(hub), answer.text("/registrationState/assignedHub"), answer::toString);
    }

    @Test
    @DisplayName("A device that says nothing any more stays where it is")
    void silent() {
        enroll();
        String before = finished(edge.send(register("eastus"))).text("/registrationState/assignedHub");
        assertEquals(host(1), before);
        assertEquals(before, edge.provision(id, key).text("/registrationState/assignedHub"));
    }

    private void enroll() {
        Answer made = service.put(
                "/enrollments/" + id,
                "{\"registrationId\":\"" + id + "\"," + ServiceApi.attestation(key)
                        + ",\"allocationPolicy\":\"geoLatency\",\"iotHubs\":[\"" + host(0) + "\",\"" + host(1)
                        + "\"]}");
        assertEquals(200, made.status(), made::toString);
    }

    private Call register(String region) {
        return edge.registerCall(id)
                .json("{\"registrationId\":\"" + id + "\",\"payload\":{\"clientRegion\":\"" + region + "\"}}")
                .with("Authorization", edge.token(id, key));
    }

    private Answer finished(Answer first) {
        assertEquals(202, first.status(), first::toString);
        return first.text("/status").equals("assigning") ? edge.finished(id, first.text("/operationId"), key) : first;
    }

    private String host(int hub) {
        return stack.hubs().get(hub).host();
    }
}
