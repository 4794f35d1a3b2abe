package io.muster.core.access;

import java.util.Arrays;
import java.util.Set;

/** The rights that a shared access policy or a role may hold (6.1). */
public enum AccessRight {
    SERVICE_CONFIG("ServiceConfig"),
    ENROLLMENT_READ("EnrollmentRead"),
    ENROLLMENT_WRITE("EnrollmentWrite"),
    REGISTRATION_STATUS_READ("RegistrationStatusRead"),
    REGISTRATION_STATUS_WRITE("RegistrationStatusWrite"),
    DEVICE_CONNECT("DeviceConnect");

    private final String wire;

    AccessRight(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }

    boolean isGrantedBy(Set<AccessRight> held) {
        // Write includes read in practice (6.1).
        return held.contains(this) || (this == ENROLLMENT_READ && held.contains(ENROLLMENT_WRITE));
    }

    public static AccessRight parse(String text) {
        return Arrays.stream(values())
                .filter(right -> right.wire.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown access right; known are "
                        + Arrays.stream(values()).map(AccessRight::wire).toList()));
    }
}
