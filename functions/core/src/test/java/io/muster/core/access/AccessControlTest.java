package io.muster.core.access;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.testkit.ManualClock;
import io.muster.core.testkit.Sas;
import io.muster.core.testkit.TestData;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessControlTest {
    private static final String HOST = "muster.example.net";
    private static final String PATH = "/enrollments/unit-1";

    private final ManualClock clock = new ManualClock(TestData.NOW);

    @ParameterizedTest
    @DisplayName("6.1: a policy grants the rights it holds and no other; write includes read")
    @EnumSource(AccessRight.class)
    void rights(AccessRight held) {
        AccessControl access = accessFor(Set.of(held));
        for (AccessRight wanted : AccessRight.values()) {
            boolean granted =
                    wanted == held || (held == AccessRight.ENROLLMENT_WRITE && wanted == AccessRight.ENROLLMENT_READ);
            if (granted) {
                assertDoesNotThrow(() -> access.require(wanted, header(token(HOST)), PATH));
            } else {
                Problem problem = assertThrows(Problem.class, () -> access.require(wanted, header(token(HOST)), PATH));
                assertEquals(ProblemKind.FORBIDDEN, problem.kind());
            }
        }
    }

    @Test
    @DisplayName("6.1: rights are known by their names in the contract")
    void rightNames() {
        for (AccessRight right : EnumSet.complementOf(EnumSet.of(AccessRight.POLICY_KEYS))) {
            assertEquals(right, AccessRight.parse(right.wire()));
        }
        assertThrows(IllegalArgumentException.class, () -> AccessRight.parse(AccessRight.POLICY_KEYS.wire()));
        assertThrows(IllegalArgumentException.class, () -> AccessRight.parse("enrollmentread"));
    }

    @ParameterizedTest
    @DisplayName("Seams 11: policies and their keys take every right a policy can hold, each of them")
    @EnumSource(value = AccessRight.class, mode = EnumSource.Mode.EXCLUDE, names = "POLICY_KEYS")
    void everyRight(AccessRight missing) {
        EnumSet<AccessRight> all = EnumSet.complementOf(EnumSet.of(AccessRight.POLICY_KEYS));
        accessFor(all).require(AccessRight.POLICY_KEYS, header(token(HOST)), PATH);

        all.remove(missing);
        AccessControl access = accessFor(all);
        Problem problem =
                assertThrows(Problem.class, () -> access.require(AccessRight.POLICY_KEYS, header(token(HOST)), PATH));
        assertEquals(ProblemKind.FORBIDDEN, problem.kind());
    }

    @ParameterizedTest
    @DisplayName("6.3, 6.4, clients 40: sr is the host or a prefix of the path by whole segments, in any case")
    @ValueSource(
            strings = {
                HOST,
                HOST + "/",
                "MUSTER.Example.net",
                HOST + ":443",
                HOST + ":8443%2Fenrollments",
                HOST + "%2Fenrollments",
                HOST + "%2fENROLLMENTS%2f",
                HOST + "/enrollments/unit-1",
                "other.example.net"
            })
    void resourcesThatCover(String resource) {
        assertDoesNotThrow(() -> require(token(resource)));
    }

    @ParameterizedTest
    @DisplayName("6.4: any other sr does not cover the request")
    @ValueSource(
            strings = {
                "stranger.example.net",
                "example.net",
                HOST + ".evil.net",
                "x" + HOST,
                HOST + "/enroll",
                HOST + "/enrollments/unit",
                HOST + "/enrollments/unit-1/more",
                HOST + "/enrollmentGroups",
                HOST + "//enrollments",
                HOST + ":",
                HOST + ":x",
                "muster.exam:12ple.net",
                "https%3A%2F%2F" + HOST,
                "/",
                "%2Fenrollments",
                "0ne00ABCDEF%2Fregistrations%2Funit-1"
            })
    void resourcesThatDoNot(String resource) {
        assertUnauthorized(header(token(resource)));
    }

    @Test
    @DisplayName("6.5: skn must name a policy, in any case")
    void keyNames() {
        assertDoesNotThrow(() -> require(token(HOST).keyName("OPERATOR")));
        assertUnauthorized(header(token(HOST).keyName("nobody")));
        assertUnauthorized(header(token(HOST).keyName("")));
        assertUnauthorized(header(token(HOST).withoutKeyName()));
    }

    @Test
    @DisplayName("6.1: either key of the policy signs, no other policy's")
    void keys() {
        assertDoesNotThrow(() -> require(signedWith("operator/2")));
        assertUnauthorized(header(signedWith("reader/1")));
    }

    @Test
    @DisplayName("6.5: an expired token is refused, with the skew allowed")
    void expiry() {
        clock.advance(Duration.ofMinutes(61).minusNanos(1));
        assertDoesNotThrow(() -> require(token(HOST)));
        clock.advance(Duration.ofNanos(1));
        assertUnauthorized(header(token(HOST)));
    }

    @Test
    void noTokenAndAMalformedOneAreUnauthorized() {
        assertUnauthorized(Optional.empty());
        assertUnauthorized(Optional.of("Bearer x"));
    }

    @Test
    void noTextFormShowsAPolicysKey() {
        String shown = policy("operator", Set.of()).toString();
        assertFalse(shown.contains(TestData.key("operator/1").revealBase64()), shown);
    }

    private void require(Sas token) {
        accessFor(EnumSet.allOf(AccessRight.class)).require(AccessRight.ENROLLMENT_READ, header(token), PATH);
    }

    private void assertUnauthorized(Optional<String> authorization) {
        AccessControl access = accessFor(EnumSet.allOf(AccessRight.class));
        Problem problem =
                assertThrows(Problem.class, () -> access.require(AccessRight.ENROLLMENT_READ, authorization, PATH));
        assertEquals(ProblemKind.UNAUTHORIZED, problem.kind());
    }

    private AccessControl accessFor(Set<AccessRight> rights) {
        List<SasPolicy> policies = List.of(policy("reader", Set.of()), policy("operator", rights));
        return new AccessControl(
                () -> policies,
                () -> false,
                BearerTokens.NONE,
                Set.of(HOST, "other.example.net"),
                clock,
                Duration.ofMinutes(1));
    }

    private static SasPolicy policy(String name, Set<AccessRight> rights) {
        return new SasPolicy(name, TestData.key(name + "/1"), TestData.key(name + "/2"), rights);
    }

    private static Sas token(String resource) {
        return Sas.of(resource, TestData.key("operator/1"), TestData.NOW.plus(Duration.ofHours(1)))
                .keyName("operator");
    }

    private static Sas signedWith(String key) {
        return Sas.of(HOST, TestData.key(key), TestData.NOW.plus(Duration.ofHours(1)))
                .keyName("operator");
    }

    private static Optional<String> header(Sas token) {
        return Optional.of(token.header());
    }
}
