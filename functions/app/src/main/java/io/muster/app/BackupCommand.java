package io.muster.app;

import com.azure.identity.DefaultAzureCredentialBuilder;
import io.muster.app.settings.CommandSettings;
import io.muster.app.settings.Settings;
import io.muster.azure.tables.Seeds;
import io.muster.azure.tables.TableStores;
import io.muster.core.backup.BackupException;
import io.muster.core.backup.BackupName;
import io.muster.core.backup.Backups;
import io.muster.core.problem.Problem;
import java.io.IOException;
import java.io.PrintStream;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The operator's way to backups: list, take, check and restore them with the settings of a deployment or of a local service. Ends
 * with 0, with 1 when what was asked for failed, with 2 when it was not understood.
 */
public final class BackupCommand {
    static final String USAGE = """
            Usage: backup <what> [--stack FILE | --settings FILE]
              list                       the backups there are, oldest first
              take                       takes one now
              check NAME|latest          reads one from end to end
              restore NAME|latest        writes one into empty tables, while no app runs
              restore NAME --resume      goes on with a restoring that was broken off
            --stack     the stack file of a local service (default: local/target/stack.json)
            --settings  the settings of a deployment: what 'az functionapp config appsettings list' prints
            """;

    private static final Clock CLOCK = Clock.systemUTC();
    private static final int FAILED = 1;
    private static final int NOT_UNDERSTOOD = 2;
    private static final Logger AZURE = Logger.getLogger("com.azure");

    private final Backups backups;
    private final PrintStream out;

    private BackupCommand(Backups backups, PrintStream out) {
        this.backups = backups;
        this.out = out;
    }

    public static void main(String[] args) {
        AZURE.setLevel(Level.SEVERE);
        System.exit(run(args, System.out, System.err));
    }

    static int run(String[] args, PrintStream out, PrintStream err) {
        try {
            Deque<String> words = new ArrayDeque<>(List.of(args));
            CommandSettings settings = CommandSettings.taken(words);
            Optional<Action> action = Action.of(words);
            if (action.isEmpty()) {
                err.print(USAGE);
                return NOT_UNDERSTOOD;
            }
            action.get().on(new BackupCommand(backups(settings.read()), out));
            return 0;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return NOT_UNDERSTOOD;
        } catch (BackupException | IOException | GeneralSecurityException e) {
            err.println(e.getMessage());
            return FAILED;
        } catch (Problem e) {
            err.println(e.reason());
            return FAILED;
        }
    }

    private interface Action {
        void on(BackupCommand command);

        static Optional<Action> of(Deque<String> words) {
            String what = Optional.ofNullable(words.poll()).orElse("");
            boolean resume = what.equals("restore") && words.remove("--resume");
            Optional<String> name = Optional.ofNullable(words.poll());
            if (!words.isEmpty()) {
                return Optional.empty();
            }
            return switch (what) {
                case "list" -> name.isEmpty() ? Optional.of(BackupCommand::list) : Optional.empty();
                case "take" -> name.isEmpty() ? Optional.of(BackupCommand::take) : Optional.empty();
                case "check" -> name.map(text -> command -> command.check(text));
                case "restore" -> name.map(text -> command -> command.restore(text, resume));
                default -> Optional.empty();
            };
        }
    }

    private static Backups backups(Settings settings) {
        Connections connections = new Connections(settings, id -> new DefaultAzureCredentialBuilder().build());
        SecureRandom random = new SecureRandom();
        TableStores stores = connections.stores(Seeds.NONE, CLOCK, random);
        return connections
                .backups(stores.storedRows(), CLOCK, random)
                .orElseThrow(
                        () -> new IllegalArgumentException("MUSTER_BACKUPS is not set: nothing says where they lie"));
    }

    private void list() {
        List<BackupName> names = backups.names();
        names.forEach(name -> out.println(name.text()));
        if (names.isEmpty()) {
            out.println("There is no backup yet.");
        }
    }

    private void take() {
        Instant began = CLOCK.instant();
        say("taken", backups.take(this::progress), began);
    }

    private void check(String name) {
        Instant began = CLOCK.instant();
        say("is whole", backups.check(named(name)), began);
    }

    private void restore(String name, boolean resume) {
        if (resume && name.equals("latest")) {
            // Since then another may have been taken, of what was half restored.
            throw new IllegalArgumentException("--resume needs the name of the backup that was being restored");
        }
        Instant began = CLOCK.instant();
        say("restored", backups.restore(named(name), resume, this::progress), began);
    }

    private BackupName named(String text) {
        if (text.equals("latest")) {
            List<BackupName> names = backups.names();
            if (names.isEmpty()) {
                throw new BackupException("there is no backup yet");
            }
            return names.get(names.size() - 1);
        }
        return BackupName.parse(text)
                .orElseThrow(() -> new IllegalArgumentException("a backup's name is like 2026-01-31T14-00-00Z"));
    }

    private void progress(long rows) {
        out.println("  " + rows + " rows …");
        out.flush();
    }

    private void say(String what, Backups.Report report, Instant began) {
        Duration took = Duration.between(began, CLOCK.instant());
        out.printf(
                Locale.ROOT,
                "Backup %s %s: %d rows, sha256 %s, in %.1f s.%n",
                report.name().text(),
                what,
                report.rows(),
                report.sha256(),
                took.toMillis() / 1000.0);
    }
}
