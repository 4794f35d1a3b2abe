package io.muster.conformance.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.conformance.http.Answer;
import io.muster.conformance.http.Call;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.Patience;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.http.Wire;
import io.muster.conformance.stack.Issuer;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
@DisplayName("6.6: bearer tokens that the vendor's credential gets open the service API")
final class EntraTokenTest {
    private static final int HOUR = 3600;
    /** How long a host may ask for no more keys after a look. */
    private static final Duration KEYS = Duration.ofSeconds(45);

    private final LocalStack stack;
    private final ServiceApi service;
    private final Issuer issuer;
    private final String id = Names.fresh("entra");

    EntraTokenTest(LocalStack stack) {
        this.stack = stack;
        this.service = new ServiceApi(stack);
        this.issuer = stack.issuer();
    }

    @BeforeEach
    void enrolled() {
        assertFalse(service.individual(id).isEmpty());
    }

    @AfterEach
    void behave() {
        issuer.behave();
    }

    @Test
    @DisplayName("6.6: a Data Reader reads; writing and the keys are 403")
    void reader() {
        String token = issuer.token("reader");
        assertEquals(200, status("GET", "/enrollments/" + id, token));
        assertEquals(403, put(token).status());
        assertEquals(403, status("DELETE", "/enrollments/" + id, token));
        assertEquals(403, status("POST", "/enrollments/" + id + "/attestationmechanism", token));
    }

    @Test
    @DisplayName("6.6: a Data Contributor writes, reads keys and deletes")
    void contributor() {
        String token = issuer.token("contributor");
        Answer answer = put(token);
        assertEquals(200, answer.status(), answer::toString);
        assertEquals(200, status("POST", "/enrollments/" + id + "/attestationmechanism", token));
        assertEquals(204, status("DELETE", "/enrollments/" + id, token));
        assertEquals(404, status("GET", "/enrollments/" + id, token));
    }

    @Test
    @DisplayName("6.6: a client without a role is known and may do nothing: 403 that names the right")
    void stranger() {
        Answer answer = get(issuer.token("stranger"));
        assertEquals(403, answer.status(), answer::toString);
        assertTrue(answer.toString().contains("EnrollmentRead"), answer::toString);
    }

    @Test
    @DisplayName("6.6: expired, of another audience, altered or in another scheme: 401 without a reason")
    void refused() {
        String good = issuer.token("contributor");
        assertEquals(200, get(good).status());
        // Within the grace for clocks, so that what makes the next one fail is its age.
        assertEquals(200, get(issuer.oldToken("contributor", HOUR + 20)).status());
        for (String token : List.of(
                issuer.oldToken("contributor", 2 * HOUR),
                issuer.token("contributor", "https://iothubs.azure.net"),
                good.substring(0, good.length() - 8) + "AAAAAAAA",
                good.replaceFirst("\\..*\\.", ".e30."),
                "nonsense")) {
            Answer answer = get(token);
            assertEquals(401, answer.status(), answer::toString);
            assertEquals(401002, answer.errorCode());
        }
        Answer answer = service.send(call("GET", "/enrollments/" + id).with("Authorization", "DPoP " + good));
        assertEquals(401, answer.status(), answer::toString);
    }

    @Test
    @DisplayName("6.6: never for the device API, also not to a host behind the edge")
    void deviceApi() {
        String target = "/" + stack.idScope() + "/registrations/" + id + "/register?api-version=2021-06-01";
        Call call = Call.of("PUT", target)
                .json("{\"registrationId\":\"" + id + "\"}")
                .with("Authorization", "Bearer " + issuer.token("contributor"));
        assertEquals(401, service.send(call).status());
        stack.functionsHosts()
                .forEach(host -> assertEquals(401, new Wire(host).send(call).status()));
    }

    @Test
    @DisplayName("6.6: a new signing key is seen by every host, and tokens of the one before hold on")
    void rotation() {
        String before = issuer.token("reader");
        assertEquals(200, get(before).status());
        issuer.rotate();
        String after = issuer.token("reader");
        assertNotEquals(header(before), header(after));
        Patience.until(KEYS, () -> everyAnswer(after), statuses -> statuses.equals(List.of(200, 200, 200, 200)));
        assertEquals(200, get(before).status());
    }

    @Test
    @DisplayName("6.6: while the directory is down, tokens that are out go on")
    void outage() {
        String token = issuer.token("reader");
        Patience.until(KEYS, () -> everyAnswer(token), statuses -> statuses.equals(List.of(200, 200, 200, 200)));
        issuer.fail();
        assertEquals(List.of(200, 200, 200, 200), everyAnswer(token));
    }

    /** Enough calls for the edge to have asked each of its hosts. */
    private List<Integer> everyAnswer(String token) {
        return List.of(
                get(token).status(),
                get(token).status(),
                get(token).status(),
                get(token).status());
    }

    private Answer get(String token) {
        return send(call("GET", "/enrollments/" + id), token);
    }

    private Answer put(String token) {
        String body = "{\"registrationId\":\"" + id + "\"," + ServiceApi.attestation(Names.key(32)) + "}";
        return send(call("PUT", "/enrollments/" + id).json(body).with("If-Match", "*"), token);
    }

    private int status(String method, String path, String token) {
        return send(call(method, path), token).status();
    }

    private Answer send(Call call, String token) {
        return service.send(call.with("Authorization", "Bearer " + token));
    }

    private static Call call(String method, String path) {
        return Call.of(method, path + ServiceApi.VERSION);
    }

    private static String header(String token) {
        return token.substring(0, token.indexOf('.'));
    }
}
