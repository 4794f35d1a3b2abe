package io.muster.app.settings;

import io.muster.app.settings.Settings.Monitoring;

/** The settings about what is recorded of calls, in a hundred of them. */
final class MonitoringSettings {
    private MonitoringSettings() {}

    static Monitoring read(Faults env) {
        return new Monitoring(share(env, "MUSTER_DEVICE_RECORDS", 100), share(env, "MUSTER_TRACES", 1));
    }

    private static int share(Faults env, String name, int otherwise) {
        return env.optional(name, text -> SettingsReader.number(text, 0, 100, ""))
                .orElse(otherwise);
    }
}
