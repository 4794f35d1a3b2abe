package io.muster.app.settings;

import io.muster.core.limits.Rates;
import java.time.Duration;

/** The settings about how much is taken on (behaviour.md section 7). */
final class RateSettings {
    private static final int MOST = 10_000_000;
    private static final int LONGEST_SECONDS = 3600;

    private RateSettings() {}

    static Rates read(Faults env) {
        Rates usual = Rates.OF_DPS;
        return new Rates(
                number(env, "MUSTER_RATE_REGISTRATIONS", usual.registrationsPerMinute(), MOST),
                number(env, "MUSTER_RATE_SERVICE_CALLS", usual.serviceCallsPerMinute(), MOST),
                number(env, "MUSTER_RATE_POLLS", usual.pollsPerTenSeconds(), MOST),
                Duration.ofSeconds(number(
                        env,
                        "MUSTER_RATE_PENALTY_S",
                        (int) usual.longestPenalty().toSeconds(),
                        LONGEST_SECONDS)));
    }

    /** 0: no limit. */
    private static int number(Faults env, String name, int usual, int most) {
        return env.optional(name, text -> SettingsReader.number(text, 0, most, ""))
                .orElse(usual);
    }
}
