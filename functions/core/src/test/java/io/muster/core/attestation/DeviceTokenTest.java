package io.muster.core.attestation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.decision.Trail;
import io.muster.core.identity.RegistrationId;
import io.muster.core.identity.Secret;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.Sas;
import io.muster.core.testkit.TestData;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTokenTest {
    private static final FakeDevice DEVICE = FakeDevice.withKey("Unit-1", TestData.key("k"));
    private static final Instant LATER = TestData.NOW.plusSeconds(3600);

    @ParameterizedTest
    @DisplayName("2.5: sr is signed as sent, however its slashes are written")
    @ValueSource(strings = {"%2F", "%2f", "/"})
    void slashes(String slash) {
        DeviceToken token = check(DEVICE.writingSlashAs(slash).sas(LATER), "Unit-1");
        assertTrue(token.signedWith(DEVICE.key()));
        assertFalse(token.signedWith(TestData.key("another")));
    }

    @Test
    @DisplayName("2.5: scope, path and id in sr are compared without case")
    void caseOfTheResource() {
        assertTrue(check(DEVICE.sas(LATER), "uNIT-1").signedWith(DEVICE.key()));
        Sas shouting = Sas.of("0NE00abcdef%2FREGISTRATIONS%2FUNIT-1", DEVICE.key(), LATER);
        assertTrue(check(shouting, "unit-1").signedWith(DEVICE.key()));
    }

    @ParameterizedTest
    @DisplayName("2.5: a token for another device, scope or path is refused")
    @ValueSource(
            strings = {
                "0ne00ABCDEF%2Fregistrations%2Funit-2",
                "0ne00ABCDEF%2Fregistrations%2Funit-1%2F",
                "0ne00ABCDEF%2Fregistrations",
                "0ne00ABCDE0%2Fregistrations%2Funit-1",
                "0ne00ABCDEF%2Fenrollments%2Funit-1",
                "%2F0ne00ABCDEF%2Fregistrations%2Funit-1"
            })
    void otherResources(String resource) {
        assertRefused("another resource", Sas.of(resource, DEVICE.key(), LATER).header());
    }

    @Test
    @DisplayName("2.6: skn is registration, empty or absent")
    void keyName() {
        assertTrue(check(DEVICE.sas(LATER).keyName(""), "unit-1").signedWith(DEVICE.key()));
        assertTrue(check(DEVICE.sas(LATER).withoutKeyName(), "unit-1").signedWith(DEVICE.key()));
        assertRefused(
                "skn", DEVICE.sas(LATER).keyName("provisioningserviceowner").header());
    }

    @Test
    @DisplayName("2.7: an expired token is refused, with the skew allowed")
    void expiry() {
        Instant now = TestData.NOW;
        assertTrue(check(DEVICE.sas(now.minusSeconds(59)), "unit-1").signedWith(DEVICE.key()));
        assertRefused("expired", DEVICE.sas(now.minusSeconds(60)).header());
    }

    @Test
    @DisplayName("2.2: either key is accepted, no third")
    void eitherKey() {
        SymmetricKeys keys = TestData.keys("pair");
        assertTrue(tokenSignedWith(keys.primary()).signedWithEither(keys));
        assertTrue(tokenSignedWith(keys.secondary()).signedWithEither(keys));
        assertFalse(tokenSignedWith(TestData.key("third")).signedWithEither(keys));
    }

    @Test
    @DisplayName("seams 3: no token and a malformed one are 401")
    void noTokenAtAll() {
        assertRefused("must start with", "Bearer abc");
    }

    @Test
    @DisplayName("issue 4, point 7: the trail tells that the token held, and until when")
    void trail() {
        Trail trail = new Trail(DEVICE.registrationId());
        DeviceToken.check(
                DEVICE.sas(LATER).header(),
                TestData.SCOPE,
                DEVICE.registrationId(),
                TestData.NOW,
                Duration.ZERO,
                trail);
        assertEquals(1, trail.findings().size());
        assertTrue(trail.findings().get(0).text().endsWith("valid until " + LATER));
    }

    private static DeviceToken tokenSignedWith(Secret key) {
        return check(FakeDevice.withKey("unit-1", key).sas(LATER), "unit-1");
    }

    private static DeviceToken check(Sas sas, String id) {
        return check(sas.header(), id);
    }

    private static DeviceToken check(String authorization, String id) {
        return DeviceToken.check(
                authorization,
                TestData.SCOPE,
                new RegistrationId(id),
                TestData.NOW,
                Duration.ofSeconds(60),
                new Trail(new RegistrationId(id)));
    }

    private static void assertRefused(String reason, String authorization) {
        Problem problem = assertThrows(Problem.class, () -> check(authorization, "unit-1"));
        assertEquals(ProblemKind.UNAUTHORIZED, problem.kind());
        assertTrue(problem.reason().contains(reason), problem.reason());
    }
}
