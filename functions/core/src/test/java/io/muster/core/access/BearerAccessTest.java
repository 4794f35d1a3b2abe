package io.muster.core.access;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.testkit.ManualClock;
import io.muster.core.testkit.TestData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("6.6: bearer tokens of the service API")
class BearerAccessTest {
    private static final Set<AccessRight> READS =
            EnumSet.of(AccessRight.ENROLLMENT_READ, AccessRight.REGISTRATION_STATUS_READ);

    private final List<String> asked = new ArrayList<>();

    @Test
    @DisplayName("6.6: Data Reader reads, Data Contributor reads and writes, neither configures")
    void rolesOfDps() {
        assertEquals(READS, Roles.rights(List.of("Device Provisioning Service Data Reader")));
        assertEquals(
                EnumSet.complementOf(
                        EnumSet.of(AccessRight.SERVICE_CONFIG, AccessRight.DEVICE_CONNECT, AccessRight.POLICY_KEYS)),
                Roles.rights(List.of("Device Provisioning Service Data Contributor")));
    }

    @ParameterizedTest
    @DisplayName("every right is a role of its own")
    @EnumSource(AccessRight.class)
    void rightsAsRoles(AccessRight right) {
        assertEquals(Set.of(right), Roles.rights(List.of(right.wire())));
    }

    @Test
    @DisplayName("roles add up; unknown ones, other cases and none at all give nothing")
    void otherRoles() {
        assertEquals(READS, Roles.rights(List.of("EnrollmentRead", "Owner", "RegistrationStatusRead")));
        assertEquals(Set.of(), Roles.rights(List.of("Owner", "enrollmentread", "", "Device Provisioning Service")));
        assertEquals(Set.of(), Roles.rights(List.of()));
    }

    @ParameterizedTest
    @DisplayName("6.1: a token grants the rights of its roles and no other; write includes read")
    @EnumSource(AccessRight.class)
    void rights(AccessRight held) {
        AccessControl access = access(Set.of(held));
        for (AccessRight wanted : AccessRight.values()) {
            if (wanted == held || (held == AccessRight.ENROLLMENT_WRITE && wanted == AccessRight.ENROLLMENT_READ)) {
                assertDoesNotThrow(() -> require(access, wanted, "Bearer t"));
            } else {
                Problem problem = assertThrows(Problem.class, () -> require(access, wanted, "Bearer t"));
                assertEquals(ProblemKind.FORBIDDEN, problem.kind());
                assertTrue(problem.message().contains(wanted.wire()), problem.message());
            }
        }
    }

    @ParameterizedTest
    @DisplayName("RFC 9110, 11.1: the scheme's name is taken in any case; the token is what follows it")
    @ValueSource(strings = {"Bearer a.b.c", "bearer a.b.c", "BEARER   a.b.c "})
    void scheme(String header) {
        require(access(READS), AccessRight.ENROLLMENT_READ, header);
        assertEquals(List.of("a.b.c"), asked);
    }

    @ParameterizedTest
    @DisplayName("no other scheme is known, and none of them reaches the directory")
    @ValueSource(strings = {"Bearer", "Bearera.b.c", "Basic dTpw", "Negotiate a.b.c", "a.b.c", "", "DPoP a.b.c"})
    void otherSchemes(String header) {
        Problem problem =
                assertThrows(Problem.class, () -> require(access(READS), AccessRight.ENROLLMENT_READ, header));
        assertEquals(ProblemKind.UNAUTHORIZED, problem.kind());
        assertEquals(List.of(), asked);
    }

    @Test
    @DisplayName("without a directory every bearer token is 401, and only the log says why")
    void notConfigured() {
        Problem problem = assertThrows(
                Problem.class, () -> require(access(BearerTokens.NONE), AccessRight.ENROLLMENT_READ, "Bearer t"));
        assertEquals(ProblemKind.UNAUTHORIZED, problem.kind());
        assertTrue(problem.reason().contains("MUSTER_ENTRA"), problem.reason());
        assertFalse(problem.message().contains("MUSTER_ENTRA"), problem.message());
    }

    @Test
    @DisplayName("8.5: who was let in is known by the directory's ids of it")
    void caller() {
        assertEquals(
                new Caller("directory:object-1", "application-1"),
                access(READS).require(AccessRight.ENROLLMENT_READ, Optional.of("Bearer t"), "/enrollments/unit-1"));
    }

    private static void require(AccessControl access, AccessRight right, String header) {
        Caller unused = access.require(right, Optional.of(header), "/enrollments/unit-1");
    }

    private AccessControl access(Set<AccessRight> rights) {
        return access(token -> {
            asked.add(token);
            return new BearerTokens.Holder(rights, "object-1", "application-1");
        });
    }

    private static AccessControl access(BearerTokens tokens) {
        return new AccessControl(
                List::of,
                () -> false,
                tokens,
                Set.of("muster.example.net"),
                new ManualClock(TestData.NOW),
                Duration.ofMinutes(1));
    }
}
