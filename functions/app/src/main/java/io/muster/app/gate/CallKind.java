package io.muster.app.gate;

import io.muster.core.access.IpFilterRule.Target;
import java.util.Optional;

/** What a route is, for those who filter, limit and count: of DPS's operations all but look-ups and management are billed (7.4). */
public enum CallKind {
    REGISTER(Target.DEVICE_API, true),
    LOOKUP(Target.DEVICE_API, false),
    /** Of the service API as DPS has it. */
    SERVICE(Target.SERVICE_API, true),
    /** Of the service API beyond DPS, which bills no such thing. */
    EXTENSION(Target.SERVICE_API, false),
    /** No address rule is for it, so that whoever shut himself out can mend the rules (10.5). */
    MANAGEMENT(Optional.empty(), false);

    private final Optional<Target> target;
    private final boolean billed;

    CallKind(Target target, boolean billed) {
        this(Optional.of(target), billed);
    }

    CallKind(Optional<Target> target, boolean billed) {
        this.target = target;
        this.billed = billed;
    }

    Optional<Target> target() {
        return target;
    }

    public boolean billed() {
        return billed;
    }
}
