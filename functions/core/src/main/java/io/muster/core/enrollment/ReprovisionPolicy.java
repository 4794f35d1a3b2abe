package io.muster.core.enrollment;

/** What a register by a device that is assigned already may change (4.1). */
public record ReprovisionPolicy(boolean updateHubAssignment, boolean migrateDeviceData) {
    /** What a null policy means to today's clients (4.10). */
    public static final ReprovisionPolicy MIGRATE = new ReprovisionPolicy(true, true);

    /** Keep the hub whatever the allocation says. */
    public static final ReprovisionPolicy NEVER = new ReprovisionPolicy(false, true);
}
