package io.muster.local.host;

import io.muster.local.host.app.Trigger;
import java.util.Locale;

/** Which functions an instance runs: Flex Consumption keeps HTTP functions apart from queue and timer ones. */
enum Role {
    HTTP,
    WORK,
    ALL;

    static Role parse(String text) {
        for (Role role : values()) {
            if (role.name().toLowerCase(Locale.ROOT).equals(text)) {
                return role;
            }
        }
        throw new IllegalArgumentException("--role must be http, work or all");
    }

    boolean runs(Trigger trigger) {
        return this == ALL || (trigger instanceof Trigger.Http) == (this == HTTP);
    }

    boolean listens() {
        return this != WORK;
    }
}
