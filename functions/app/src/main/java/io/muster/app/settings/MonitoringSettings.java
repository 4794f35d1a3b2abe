package io.muster.app.settings;

import io.muster.app.settings.Settings.Monitoring;

/** The settings about what is recorded of calls. */
final class MonitoringSettings {
    private MonitoringSettings() {}

    static Monitoring read(Faults env) {
        int share = env.optional("MUSTER_DEVICE_RECORDS", text -> SettingsReader.number(text, 0, 100, ""))
                .orElse(100);
        return new Monitoring(share);
    }
}
