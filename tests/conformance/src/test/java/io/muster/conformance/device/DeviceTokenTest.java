package io.muster.conformance.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.conformance.http.Answer;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.Sas;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
@DisplayName("A device's token")
final class DeviceTokenTest {
    private final LocalStack stack;
    private final DeviceApi devices;
    private final String id = Names.fresh("token");
    private final String key;

    DeviceTokenTest(LocalStack stack) {
        this.stack = stack;
        this.devices = new DeviceApi(stack);
        this.key = new ServiceApi(stack).individual(id);
    }

    @Test
    @DisplayName(
            "clients.md 17, 18: sr raw or encoded in either case, skn registration, empty or absent, fields in any order")
    void everyClientsForm() {
        String raw = stack.idScope() + "/registrations/" + id;
        String encoded = Sas.encode(raw);
        Instant expiry = Sas.inAnHour();
        String[] parts = Sas.token(raw, key, "registration", expiry).split("[ &]", -1);
        List<String> tokens = List.of(
                Sas.token(raw, key, "registration", expiry),
                Sas.token(encoded, key, "registration", expiry),
                Sas.token(encoded.replace("%2F", "%2f"), key, "registration", expiry),
                Sas.token(encoded, key, "", expiry),
                Sas.token(encoded, key, "", expiry) + "&skn=",
                Sas.token(raw.toUpperCase(Locale.ROOT), key, "registration", expiry),
                parts[0] + " " + parts[4] + "&" + parts[3] + "&" + parts[2] + "&" + parts[1]);
        for (String token : tokens) {
            Answer answer = register(token);
            assertEquals(202, answer.status(), answer::toString);
        }
    }

    @Test
    @DisplayName("2.7: a token past its expiry is 401; one of the far future is taken")
    void expiry() {
        String resource = Sas.encode(stack.idScope() + "/registrations/" + id);

        assertRefused(Sas.token(resource, key, "registration", Instant.now().minusSeconds(3600)));
        assertRefused(Sas.token(resource, key, "registration", Instant.EPOCH));
        assertEquals(
                202,
                register(Sas.token(resource, key, "registration", Instant.parse("2999-01-01T00:00:00Z")))
                        .status());
    }

    @Test
    @DisplayName("seams 3: a token for another device, scope, resource or policy is 401")
    void elsewhere() {
        String scope = stack.idScope();
        for (String resource : List.of(
                scope + "/registrations/" + id + "x",
                "0neFFFFFFFF/registrations/" + id,
                scope + "/enrollments/" + id,
                scope + "/registrations/",
                scope,
                "/" + scope + "/registrations/" + id,
                scope + "/registrations/" + id + "/register")) {
            assertRefused(Sas.token(Sas.encode(resource), key, "registration", Sas.inAnHour()));
        }
        String own = Sas.encode(scope + "/registrations/" + id);
        assertRefused(Sas.token(own, key, "provisioningserviceowner", Sas.inAnHour()));
        assertRefused(Sas.token(own, Names.key(32), "registration", Sas.inAnHour()));
    }

    @Test
    @DisplayName("Bad input: malformed, duplicated, unknown and overlong fields are 401 in the contract's form")
    void malformed() {
        String good = devices.token(id, key);
        for (String token : List.of(
                "SharedAccessSignature",
                "SharedAccessSignature ",
                "Bearer " + good.substring(22),
                good.replace("&se=", "&se=x"),
                good.replace("&se=", "&se=-"),
                good.replace("&se=", "&se=9999999999999999"),
                good.replace("&sig=", "&sig=%25%25"),
                good.replace("&sig=", "&sig=%zz"),
                good.replaceAll("&sig=[^&]*", "&sig="),
                good.replaceAll("&sig=[^&]*", ""),
                good.replaceAll("&se=[^&]*", ""),
                good.replaceAll("sr=[^&]*&", ""),
                good + "&se=9999999999",
                good + "&sig=AAAA",
                good + "&extra=1",
                good + "&",
                good + "&skn=" + "x".repeat(3000),
                good.replace("sr=", "sr=%00"))) {
            assertRefused(token);
        }
    }

    @Test
    @DisplayName("clients.md 13: no token at all is 401 without WWW-Authenticate")
    void none() {
        Answer answer = devices.send(devices.registerCall(id));

        assertEquals(401, answer.status(), answer::toString);
        assertFalse(answer.header("WWW-Authenticate").isPresent());
    }

    private void assertRefused(String token) {
        Answer answer = register(token);
        assertEquals(401, answer.status(), () -> token + " " + answer);
        assertEquals(401002, answer.errorCode(), answer::toString);
        assertFalse(answer.body().contains(key), "the answer holds the key");
        assertTrue(answer.bytes() <= 512, answer::toString);
    }

    private Answer register(String token) {
        return devices.send(devices.registerCall(id).with("Authorization", token));
    }
}
