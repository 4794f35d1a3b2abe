package io.muster.conformance.x509;

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
import io.muster.core.edge.BodyDigest;
import io.muster.core.edge.ClientChain;
import io.muster.core.edge.EdgeClaims;
import io.muster.core.edge.EdgeHeader;
import io.muster.core.edge.EdgeKeys;
import io.muster.core.edge.EdgeProtocol;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
@DisplayName("Seams 2: a client cannot say of itself which certificate it has")
final class ForgedHeaderTest {
    private static final String PLATFORM = "X-ARR-ClientCert";

    private final LocalStack stack;
    private final ServiceApi service;
    private final DeviceApi direct;
    private final DeviceApi edge;
    private final String id = Names.fresh("forged");
    private final X509Device device = X509Device.of(id, Factory.alone(id, KeyKind.ECC));
    private final Call register;

    ForgedHeaderTest(LocalStack stack) {
        this.stack = stack;
        this.service = new ServiceApi(stack);
        this.direct = new DeviceApi(stack, new Wire(stack.functionsHosts().get(0)));
        this.edge = new DeviceApi(stack);
        this.register = direct.registerCall(id);
    }

    @BeforeEach
    void enroll() {
        Answer made = service.put(
                "/enrollments/" + id,
                "{\"registrationId\":\"" + id
                        + "\",\"attestation\":{\"type\":\"x509\",\"x509\":{\"clientCertificates\":"
                        + "{\"primary\":{\"certificate\":\"" + leaf() + "\"}}}}}");
        assertEquals(200, made.status(), made::toString);
    }

    @Test
    @DisplayName(
            "The enrolled certificate in the platform's header counts as none, straight to the app or by the gateway")
    void platformHeader() {
        for (DeviceApi way : List.of(direct, edge)) {
            assertNoCredential(way.send(register.with(PLATFORM, leaf())));
        }
    }

    @Test
    @DisplayName("The gateway takes an edge header away, be it garbage, of another key or genuine")
    void throughTheGateway() throws IOException {
        for (String header : List.of("garbage", signed(otherKey(), register), signed(trueKey(), register))) {
            assertNoCredential(edge.send(register.with(EdgeHeader.name(), header)));
        }
    }

    @Test
    @DisplayName("The app refuses garbage and what another key signed")
    void straightToTheApp() throws IOException {
        String genuine = signed(trueKey(), register);
        for (String header : List.of(
                "garbage",
                "v1.local.AAAA.AAAA",
                genuine.substring(0, genuine.length() - 2),
                signed(otherKey(), register))) {
            assertMalformed(direct.send(register.with(EdgeHeader.name(), header)));
        }
    }

    @Test
    @DisplayName("A genuine header holds for its own request alone: not for another body, path or method")
    void replayed() throws IOException {
        String genuine = signed(trueKey(), register);
        String other = Names.fresh("forged");

        assertMalformed(direct.send(
                register.json("{ \"registrationId\":\"" + id + "\"}").with(EdgeHeader.name(), genuine)));
        assertMalformed(direct.send(direct.registerCall(other).with(EdgeHeader.name(), genuine)));
        assertMalformed(direct.send(Call.of("POST", direct.path(id) + DeviceApi.VERSION)
                .json(register.body().orElseThrow())
                .with(EdgeHeader.name(), genuine)));
        String ofLookUp = signed(
                trueKey(),
                Call.of("POST", register.target()).json(register.body().orElseThrow()));
        assertMalformed(direct.send(register.with(EdgeHeader.name(), ofLookUp)));
        // So it was these that were refused, and not every header.
        assertEquals(202, direct.send(register.with(EdgeHeader.name(), genuine)).status());
    }

    private void assertNoCredential(Answer refused) {
        assertEquals(401002, refused.errorCode(), refused::toString);
        Answer trace = service.get("/muster/decisions/attempts/" + refused.text("/trackingId"));
        assertEquals("credential-missing", trace.text("/reason/code"), trace::toString);
    }

    private static void assertMalformed(Answer refused) {
        assertEquals(400, refused.status(), refused::toString);
    }

    private String leaf() {
        return Base64.getEncoder().encodeToString(device.leaf().der());
    }

    private String signed(EdgeKeys keys, Call call) {
        return new EdgeHeader(keys)
                .sign(new EdgeClaims(
                        Instant.now(),
                        call.method(),
                        call.target(),
                        BodyDigest.of(call.body().orElse("").getBytes(StandardCharsets.UTF_8)),
                        EdgeProtocol.HTTPS,
                        "127.0.0.1",
                        stack.deviceHost(),
                        ClientChain.of(List.of(device.leaf().der()))));
    }

    private static EdgeKeys otherKey() {
        return EdgeKeys.parse("local:" + Names.key(32));
    }

    private EdgeKeys trueKey() throws IOException {
        return new EdgeSigner(stack).sharedKeys();
    }
}
