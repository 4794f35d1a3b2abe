package io.muster.core.access;

import static io.muster.core.access.AccessRight.ENROLLMENT_READ;
import static io.muster.core.access.AccessRight.ENROLLMENT_WRITE;
import static io.muster.core.access.AccessRight.REGISTRATION_STATUS_READ;
import static io.muster.core.access.AccessRight.REGISTRATION_STATUS_WRITE;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a role allows that a token carries (6.6). Each right is also a role of its own, by its name in a policy, so that a
 * directory can grant less than the two roles of DPS do, or ServiceConfig, which neither holds.
 *
 * <p>In terms of DPS's data actions (6.7) the reads are {@code enrollments/read}, {@code enrollmentGroups/read} and {@code
 * registrationStates/read}; EnrollmentWrite is the {@code write} and {@code delete} of the first two together with {@code
 * attestationmechanism/details/action}, RegistrationStatusWrite is {@code registrationStates/delete}.
 */
public final class Roles {
    private static final Map<String, Set<AccessRight>> RIGHTS = table();

    private Roles() {}

    /** The rights of all these roles together; a role this table does not know adds none. */
    public static Set<AccessRight> rights(Collection<String> roles) {
        Set<AccessRight> rights = EnumSet.noneOf(AccessRight.class);
        roles.forEach(role -> rights.addAll(RIGHTS.getOrDefault(role, Set.of())));
        return rights;
    }

    private static Map<String, Set<AccessRight>> table() {
        Map<String, Set<AccessRight>> table = new HashMap<>();
        Set<AccessRight> reads = EnumSet.of(ENROLLMENT_READ, REGISTRATION_STATUS_READ);
        Set<AccessRight> all =
                EnumSet.of(ENROLLMENT_READ, ENROLLMENT_WRITE, REGISTRATION_STATUS_READ, REGISTRATION_STATUS_WRITE);
        table.put("Device Provisioning Service Data Reader", reads);
        table.put("Device Provisioning Service Data Contributor", all);
        // The value of an app role in Entra must not hold spaces.
        table.put("DeviceProvisioningServiceDataReader", reads);
        table.put("DeviceProvisioningServiceDataContributor", all);
        for (AccessRight right : AccessRight.values()) {
            table.put(right.wire(), EnumSet.of(right));
        }
        return Map.copyOf(table);
    }
}
