package io.muster.app.settings;

import io.muster.app.settings.Settings.BackupTarget;
import io.muster.app.settings.Settings.Backups;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** The settings about backups. */
final class BackupSettings {
    private static final int MONTH = 30;
    private static final int TEN_YEARS = 3650;

    private BackupSettings() {}

    static Optional<Backups> read(Faults env, boolean local) {
        int days = env.optional("MUSTER_BACKUP_DAYS", text -> SettingsReader.number(text, 1, TEN_YEARS, " days"))
                .orElse(MONTH);
        return env.optional("MUSTER_BACKUPS", text -> target(text, local)).map(target -> new Backups(target, days));
    }

    private static BackupTarget target(String text, boolean local) {
        if (!local || text.startsWith("https:")) {
            return new BackupTarget.Container(SettingsReader.https(text, local));
        }
        try {
            return new BackupTarget.Folder(Path.of(text));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("must be the URL of a container, or in local mode a folder");
        }
    }
}
