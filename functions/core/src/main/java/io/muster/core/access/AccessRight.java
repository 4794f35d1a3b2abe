package io.muster.core.access;

import java.util.EnumSet;
import java.util.Set;

/** The rights that a shared access policy or a role may hold (6.1). */
public enum AccessRight {
    SERVICE_CONFIG("ServiceConfig"),
    ENROLLMENT_READ("EnrollmentRead"),
    ENROLLMENT_WRITE("EnrollmentWrite"),
    REGISTRATION_STATUS_READ("RegistrationStatusRead"),
    REGISTRATION_STATUS_WRITE("RegistrationStatusWrite"),
    DEVICE_CONNECT("DeviceConnect"),
    /**
     * To read and change shared access policies and their keys: a role of the directory, never a policy's own right; a
     * policy has it by holding all the others (seams.md section 11).
     */
    POLICY_KEYS("PolicyKeys");

    private static final Set<AccessRight> OF_POLICIES = Set.copyOf(EnumSet.complementOf(EnumSet.of(POLICY_KEYS)));

    private final String wire;

    AccessRight(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }

    boolean isGrantedBy(Set<AccessRight> held) {
        // Write includes read in practice (6.1).
        return held.contains(this)
                || (this == ENROLLMENT_READ && held.contains(ENROLLMENT_WRITE))
                || (this == POLICY_KEYS && held.containsAll(OF_POLICIES));
    }

    /** A right that a policy may hold, by its exact name. */
    public static AccessRight parse(String text) {
        return OF_POLICIES.stream()
                .filter(right -> right.wire.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown access right; known are "
                        + OF_POLICIES.stream().sorted().map(AccessRight::wire).toList()));
    }
}
