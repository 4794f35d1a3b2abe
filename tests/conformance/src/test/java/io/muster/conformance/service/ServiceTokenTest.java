package io.muster.conformance.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.muster.conformance.http.Answer;
import io.muster.conformance.http.Call;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.Sas;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
@DisplayName("Tokens of the service API")
final class ServiceTokenTest {
    private final LocalStack stack;
    private final ServiceApi service;
    private final String id = Names.fresh("guarded");

    ServiceTokenTest(LocalStack stack) {
        this.stack = stack;
        this.service = new ServiceApi(stack);
    }

    @BeforeEach
    void enrolled() {
        assertFalse(service.individual(id).isEmpty());
    }

    @Test
    @DisplayName("clients.md 40: sr is the host, encoded, raw or in another case; the device host will do as well")
    void goodTokens() {
        for (String resource : List.of(
                service.host(),
                Sas.encode(service.host()),
                service.host().toUpperCase(Locale.ROOT),
                stack.deviceHost(),
                service.host() + "/enrollments",
                Sas.encode(service.host() + "/enrollments/" + id))) {
            Answer answer = get(token(resource, service.key(), service.policy()));
            assertEquals(200, answer.status(), () -> resource + " " + answer);
        }
    }

    @Test
    @DisplayName("6.4: another host, another resource, another key, no policy or an unknown one are 401")
    void badTokens() {
        List<String> tokens = List.of(
                token("elsewhere.example", service.key(), service.policy()),
                token("localhost", service.key(), service.policy()),
                token(service.host() + "/enrollmentGroups", service.key(), service.policy()),
                token(service.host() + "/enrollments/" + id.substring(0, 5), service.key(), service.policy()),
                token(service.host(), Names.key(32), service.policy()),
                token(service.host(), service.key(), ""),
                token(service.host(), service.key(), "registration"),
                token(service.host(), service.key(), service.policy()) + "&se=9999999999",
                Sas.token(
                        service.host(),
                        service.key(),
                        service.policy(),
                        Instant.now().minusSeconds(600)),
                "nonsense");
        for (String token : tokens) {
            Answer answer = get(token);
            assertEquals(401, answer.status(), () -> token + " " + answer);
            assertEquals(401002, answer.errorCode());
        }
        assertEquals(
                401,
                service.send(Call.of("GET", "/enrollments/" + id + ServiceApi.VERSION))
                        .status());
    }

    @Test
    @DisplayName("6.1: a device's token opens no door of the service API, nor a service token one of the device API")
    void planesApart() {
        String device = Names.fresh("device");
        String key = service.individual(device);
        assertEquals(401, get(Sas.device(stack.idScope(), device, key)).status());
        Answer answer = service.send(
                Call.of("PUT", "/" + stack.idScope() + "/registrations/" + device + "/register?api-version=2021-06-01")
                        .with("Authorization", service.token()));
        assertEquals(401, answer.status(), answer::toString);
    }

    private Answer get(String token) {
        return service.send(
                Call.of("GET", "/enrollments/" + id + ServiceApi.VERSION).with("Authorization", token));
    }

    private static String token(String resource, String key, String policy) {
        return Sas.token(resource, key, policy, Sas.inAnHour());
    }
}
