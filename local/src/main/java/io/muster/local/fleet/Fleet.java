package io.muster.local.fleet;

import io.muster.local.certificates.CaFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;

/** The commands of {@code local/fleet}. Exit codes: 0 done, 1 lines failed, 2 wrong options, 3 broken off. */
public final class Fleet {
    /** Every line is where it was to go. */
    public static final int DONE = 0;
    /** The import went through, but not every line was taken. */
    public static final int LINES_FAILED = 1;
    /** Nothing was begun. */
    public static final int WRONG_OPTIONS = 2;
    /** It stopped on the way; what can be resumed can be. */
    public static final int BROKEN_OFF = 3;

    private static final String FROM = "--from";
    private static final String TO = "--to";
    private static final String OUT = "--out";
    private static final String IN = "--in";
    private static final String KEYS = "--keys";
    private static final String NO_RECORDS = "--no-records";
    private static final String RESUME = "--resume";
    private static final int LOOKUPS = 8;
    private static final int STANDARD_CONCURRENCY = 8;
    private static final int MAX_CONCURRENCY = 64;
    private static final Set<String> READ_FLAGS = Set.of(KEYS, NO_RECORDS, RESUME);

    private final Map<String, String> environment;
    private final InstantSource clock;
    private final Pause pause;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * Where the commands run.
     *
     * @param environment where connection strings may be
     * @param out for what came of it
     * @param err for progress and for what went wrong
     */
    public Fleet(Map<String, String> environment, InstantSource clock, Pause pause, PrintStream out, PrintStream err) {
        this.environment = Map.copyOf(environment);
        this.clock = clock;
        this.pause = pause;
        this.out = out;
        this.err = err;
    }

    /** Runs the command that the arguments name; its exit code. */
    public int run(String... args) {
        try {
            return run(
                    args.length == 0 ? "" : args[0],
                    args.length == 0 ? List.of() : List.of(args).subList(1, args.length));
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return WRONG_OPTIONS;
        } catch (NoSuchFileException e) {
            err.println("There is no " + e.getMessage());
            return WRONG_OPTIONS;
        } catch (IOException e) {
            err.println("Broken off: " + e.getMessage());
            return BROKEN_OFF;
        }
    }

    private int run(String command, List<String> args) throws IOException {
        return switch (command) {
            case "export" -> export(args);
            case "read-dps" -> readDps(args);
            case "import" -> intake(args);
            case "mend" -> mend(args);
            case "release" -> release(args);
            default ->
                throw new IllegalArgumentException(
                        "Commands: export, import, read-dps, mend, release; see docs/moving-a-fleet.md");
        };
    }

    private int export(List<String> args) throws IOException {
        FleetOptions options = FleetOptions.parse(args, FROM, Set.of(OUT), READ_FLAGS, environment);
        return download(options, new ExportSource(client(options), options.has(KEYS), !options.has(NO_RECORDS)));
    }

    private int readDps(List<String> args) throws IOException {
        FleetOptions options = FleetOptions.parse(args, FROM, Set.of(OUT), READ_FLAGS, environment);
        try (Lanes lanes = new Lanes(LOOKUPS)) {
            DpsApi dps = new DpsApi(client(options));
            return download(options, new DpsSource(dps, lanes, options.has(KEYS), !options.has(NO_RECORDS)));
        }
    }

    private int download(FleetOptions options, LineSource source) throws IOException {
        Path file = options.file(OUT);
        long lines = new Download(file, new Progress(err, "written")).run(source, options.has(RESUME));
        out.println(lines + " lines in " + file);
        if (!options.has(KEYS)) {
            err.println("Without --keys: enrollments with symmetric keys that the target does not have yet get new keys"
                    + " there, and their devices are refused.");
        }
        Path attention = Download.attentionOf(file);
        if (Files.exists(attention)) {
            err.println("Some enrollments need something before they can be imported: see " + attention);
        }
        return DONE;
    }

    private int intake(List<String> args) throws IOException {
        FleetOptions options = FleetOptions.parse(args, TO, Set.of(IN, "--concurrency"), Set.of(RESUME), environment);
        int concurrency = options.number("--concurrency", 1, MAX_CONCURRENCY, STANDARD_CONCURRENCY);
        ServiceClient client = client(options);
        FleetImport intake =
                new FleetImport(options.file(IN), new ImportCall(client), concurrency, new Progress(err, "imported"));
        Checkpoint end = intake.run(client.host(), options.has(RESUME));
        out.println(end.lines() + " lines: " + new TreeMap<>(end.counts()));
        if (end.failed() > 0) {
            err.println(end.failed() + " lines failed, see " + intake.failedFile());
            return LINES_FAILED;
        }
        return DONE;
    }

    private int mend(List<String> args) throws IOException {
        FleetOptions options = FleetOptions.parse(args, TO, Set.of(), Set.of(), environment);
        out.println("Mended in " + new Upkeep(client(options)).mend() + " calls");
        return DONE;
    }

    private int release(List<String> args) throws IOException {
        FleetOptions options = FleetOptions.parse(args, TO, Set.of("--percent", "--group"), Set.of(), environment);
        if (options.text("--percent").isEmpty()) {
            throw new IllegalArgumentException("--percent is missing");
        }
        int percent = options.number("--percent", 0, 100, 0);
        Optional<String> group = options.text("--group");
        new Upkeep(client(options)).release(group, percent);
        out.println(percent + " % of the imported assignments of "
                + group.map(id -> "group " + id).orElse("individual enrollments") + " may move");
        return DONE;
    }

    private ServiceClient client(FleetOptions options) throws IOException {
        ConnectionString connection = options.connection();
        Optional<Path> ca = options.ca();
        Optional<SSLContext> trust = ca.isPresent() ? Optional.of(CaFile.trusted(ca.get())) : Optional.empty();
        return new ServiceClient(connection, trust, clock, pause);
    }
}
