package io.muster.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.app.settings.Settings.BackupTarget;
import io.muster.app.settings.Settings.Backups;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("issue 6.9: where backups go is read, and nowhere when nobody says")
class BackupSettingsTest {
    private static Optional<Backups> read(Map<String, String> environment, boolean local) {
        Faults faults = new Faults(environment);
        Optional<Backups> read = BackupSettings.read(faults, local);
        faults.throwIfAny();
        return read;
    }

    @Test
    void a_container_by_its_address_and_in_local_mode_a_folder() {
        assertEquals(Optional.empty(), read(Map.of(), false));
        String url = "https://acct.blob.core.windows.net/backups";
        assertEquals(
                Optional.of(new Backups(new BackupTarget.Container(url), 30)),
                read(Map.of("MUSTER_BACKUPS", url), false));
        assertEquals(
                Optional.of(new Backups(new BackupTarget.Folder(Path.of("/var/backups")), 7)),
                read(Map.of("MUSTER_BACKUPS", "/var/backups", "MUSTER_BACKUP_DAYS", "7"), true));
    }

    @ParameterizedTest
    @CsvSource({
        "MUSTER_BACKUPS,/var/sec-ret",
        "MUSTER_BACKUPS,http://sec-ret.example/backups",
        "MUSTER_BACKUPS,https://127.0.0.1/sec-ret",
        "MUSTER_BACKUP_DAYS,0",
        "MUSTER_BACKUP_DAYS,3651",
        "MUSTER_BACKUP_DAYS,month"
    })
    void what_cannot_be_is_refused_at_start_by_name(String name, String value) {
        String message =
                String.valueOf(assertThrows(IllegalArgumentException.class, () -> read(Map.of(name, value), false))
                        .getMessage());
        assertTrue(message.contains(name + " is wrong"), message);
        assertFalse(message.contains("sec-ret"), message);
    }
}
