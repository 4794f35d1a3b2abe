package io.muster.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What it does to tables is shown with the whole service, by RecoveryDrillTest. */
@DisplayName("issue 6.9: the backup command says what is wrong, and what to do")
class BackupCommandTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void settings() throws IOException {
        Files.writeString(folder.resolve("settings.json"), """
                [{"name": "MUSTER_LOCAL", "slotSetting": false, "value": "true"},
                 {"name": "MUSTER_ID_SCOPE", "value": "0ne00123456"},
                 {"name": "MUSTER_SERVICE_HOSTS", "value": "dps.example"},
                 {"name": "MUSTER_TABLES", "value": "https://acct.table.core.windows.net"},
                 {"name": "MUSTER_QUEUE", "value": "work"},
                 {"name": "MUSTER_KEY", "value": "https://v.vault.azure.net/keys/k"},
                 {"name": "MUSTER_POLICIES", "value": "@Microsoft.KeyVault(SecretUri=https://v/secrets/p)"},
                 {"name": "MUSTER_BACKUPS", "value": "%s"},
                 {"name": "ServiceBusConnection__fullyQualifiedNamespace", "value": "ns.servicebus.windows.net"}]
                """.formatted(folder.resolve("kept")));
    }

    private int run(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--settings", folder.resolve("settings.json").toString()));
        return plain(all.toArray(String[]::new));
    }

    private int plain(String... words) {
        return BackupCommand.run(
                words,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void settings_that_refer_to_the_vault_are_none_of_its_business() {
        assertEquals(0, run("list"), this::said);
        assertEquals("There is no backup yet.\n", said());
    }

    @Test
    void backups_are_listed_oldest_first_and_other_files_are_not() throws IOException {
        Path kept = Files.createDirectories(folder.resolve("kept/0ne00123456"));
        for (String name : List.of("2026-03-02T00-00-00Z", "2026-03-01T10-00-00Z", "2026-03-02T01-00-00Z.unfinished")) {
            Files.writeString(kept.resolve(name), "x");
        }
        assertEquals(0, run("list"), this::said);
        assertEquals("2026-03-01T10-00-00Z\n2026-03-02T00-00-00Z\n", said());
        assertEquals(1, run("check", "latest"));
        assertTrue(said().contains("this is no backup"), this::said);
    }

    @Test
    void what_is_not_there_is_said_to_be_missing() {
        assertEquals(1, run("check", "latest"));
        assertEquals(1, run("restore", "2026-03-02T00-00-00Z"));
        assertEquals(2, run("check", "yesterday"));
        assertEquals("""
                there is no backup yet
                there is no backup 2026-03-02T00-00-00Z
                a backup's name is like 2026-01-31T14-00-00Z
                """, said());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "lists",
                "list all",
                "take now",
                "check",
                "restore",
                "restore --resume",
                "check a b",
                "take --resume"
            })
    void what_is_not_understood_is_answered_with_the_usage(String words) {
        assertEquals(2, run(words.split(" ", -1)));
        assertEquals(BackupCommand.USAGE, said());
    }

    @Test
    void settings_that_cannot_be_read_are_named_and_never_quoted() throws IOException {
        assertEquals(2, plain("list", "--settings"));
        assertEquals(2, plain("list", "--stack", folder.resolve("stack.json").toString()));
        assertEquals(2, plain("list", "--stack", "a", "--settings", "b"));
        assertEquals(2, plain("list", "--settings", folder.resolve("none.json").toString()));
        Files.writeString(folder.resolve("text.json"), "AccountKey=sec-ret");
        assertEquals(2, plain("list", "--settings", folder.resolve("text.json").toString()));
        Files.writeString(folder.resolve("few.json"), "{\"Values\":{\"MUSTER_TABLES\":\"sec-ret\"}}");
        assertEquals(2, plain("list", "--settings", folder.resolve("few.json").toString()));
        for (String part : List.of(
                "--settings needs a file",
                "no local service is running",
                "do not go together",
                "there is no",
                "text.json holds no JSON",
                "MUSTER_ID_SCOPE is missing",
                "MUSTER_TABLES is wrong")) {
            assertTrue(said().contains(part), () -> part + " in " + said());
        }
        assertFalse(said().contains("sec-ret"), this::said);
    }

    @Test
    void without_a_place_for_backups_there_is_nothing_to_do() throws IOException {
        Path file = folder.resolve("settings.json");
        Files.writeString(file, Files.readString(file).replace("MUSTER_BACKUPS", "MUSTER_OTHER"));
        assertEquals(2, run("list"));
        assertTrue(said().contains("MUSTER_BACKUPS is not set"), this::said);
    }
}
