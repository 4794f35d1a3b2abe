package io.muster.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.fleet.document.Description;
import io.muster.fleet.document.Editors;
import io.muster.fleet.document.FaultyDescriptionException;
import io.muster.fleet.plan.Applier;
import io.muster.fleet.plan.Export;
import io.muster.fleet.plan.Outcome;
import io.muster.fleet.plan.Plan;
import io.muster.fleet.plan.PlanOptions;
import io.muster.fleet.plan.Planner;
import io.muster.fleet.plan.RefusedException;
import io.muster.fleet.plan.Report;
import io.muster.fleet.secret.SecretMissingException;
import io.muster.fleet.secret.SecretSource;
import io.muster.fleet.service.Caller;
import io.muster.fleet.service.FleetApi;
import io.muster.fleet.service.Pause;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;

/** The commands plan, apply, drift, export and schema (docs/fleet-as-code.md). */
final class Fleet {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int DIFFERS = 2;
    static final int WRONG = 3;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String USAGE = """
            Enrollments as code: docs/fleet-as-code.md
              plan FILE     shows what apply would do   [--prune] [--compare-secrets] [--send-secrets] [--json]
              apply FILE    does it                     the same, and [--expect PLAN.json]
              drift FILE    exit code 2 if the service is not as described  [--compare-secrets] [--json]
              export        describes what is there     --out FILE
              schema        prints the JSON Schema of descriptions, for editors
            The service: MUSTER_CONNECTION or --connection-file FILE; or MUSTER_TOKEN or --token-file FILE with
            --service HOST [--endpoint URL]. --ca FILE trusts the authorities in it instead of the machine's.
            Exit codes: 0 done, 1 failed, 2 differs (drift), 3 wrong options or a faulty description.
            """;

    private final Map<String, String> environment;
    private final InstantSource clock;
    private final Pause pause;
    private final PrintStream out;
    private final PrintStream err;

    Fleet(Map<String, String> environment, InstantSource clock, Pause pause, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.clock = clock;
        this.pause = pause;
        this.out = out;
        this.err = err;
    }

    /** The exit code. */
    int run(String... args) {
        try {
            List<String> rest = Arrays.asList(args).subList(Math.min(1, args.length), args.length);
            return switch (args.length == 0 ? "" : args[0]) {
                case "plan" -> plan(rest);
                case "apply" -> apply(rest);
                case "drift" -> drift(rest);
                case "export" -> export(rest);
                case "schema" -> schema();
                default -> {
                    err.print(USAGE);
                    yield WRONG;
                }
            };
        } catch (FaultyDescriptionException | IllegalArgumentException e) {
            err.println(e.getMessage());
            return WRONG;
        } catch (NoSuchFileException e) {
            err.println("There is no file " + e.getMessage());
            return WRONG;
        } catch (FileAlreadyExistsException e) {
            err.println(e.getMessage() + " exists already and is not overwritten; move it away, or export elsewhere");
            return WRONG;
        } catch (RefusedException | SecretMissingException | IOException e) {
            err.println(e.getMessage());
            return FAILED;
        }
    }

    private int plan(List<String> args) throws IOException, FaultyDescriptionException, RefusedException {
        Options options = options(args, Set.of("--prune", "--compare-secrets", "--send-secrets", "--json"));
        Description description = Description.parse(text(options.file()));
        FleetApi api = api(options);
        Plan plan = planned(description, api, options);
        out.print(options.has("--json") ? json(Report.json(plan, api.host())) : Report.text(plan));
        return DONE;
    }

    private int drift(List<String> args) throws IOException, FaultyDescriptionException, RefusedException {
        Options options = options(args, Set.of("--compare-secrets", "--json"));
        Description description = Description.parse(text(options.file()));
        FleetApi api = api(options);
        Plan plan = planned(description, api, options);
        out.print(options.has("--json") ? json(Report.json(plan, api.host())) : Report.text(plan));
        return plan.isEmpty() ? DONE : DIFFERS;
    }

    private int apply(List<String> args)
            throws IOException, FaultyDescriptionException, RefusedException, SecretMissingException {
        Options options = Options.parse(
                args,
                Set.of("--expect"),
                Set.of("--prune", "--compare-secrets", "--send-secrets", "--json"),
                environment);
        Description description = Description.parse(text(options.file()));
        FleetApi api = api(options);
        Plan plan = planned(description, api, options);
        if (options.value("--expect").isPresent()) {
            expect(Path.of(options.value("--expect").orElseThrow()), Report.json(plan, api.host()));
        }
        Outcome outcome = new Applier(api, source(options)).apply(plan);
        out.print(options.has("--json") ? json(Report.json(outcome, api.host())) : Report.text(outcome));
        return outcome.isComplete() ? DONE : FAILED;
    }

    private int export(List<String> args) throws IOException {
        Options options = Options.parse(args, Set.of("--out"), Set.of(), environment);
        options.noFile();
        Path file = Path.of(options.value("--out")
                .orElseThrow(() -> new IllegalArgumentException("--out has to name the file to be written")));
        List<String> notes = Export.write(api(options), file);
        notes.forEach(note -> err.println("! " + note));
        err.println("Written to " + file);
        return DONE;
    }

    private int schema() {
        out.print(Editors.schema());
        return DONE;
    }

    private Options options(List<String> args, Set<String> flags) {
        return Options.parse(args, Set.of(), flags, environment);
    }

    private Plan planned(Description description, FleetApi api, Options options) throws IOException, RefusedException {
        PlanOptions how = new PlanOptions(
                options.has("--prune"), options.has("--compare-secrets"), options.has("--send-secrets"));
        return new Planner(api, source(options), how).plan(description);
    }

    private SecretSource source(Options options) {
        return new SecretSource(environment, options.file().toAbsolutePath().resolveSibling(""));
    }

    private FleetApi api(Options options) throws IOException {
        Optional<SSLContext> trust = Optional.empty();
        if (options.ca().isPresent()) {
            trust = Optional.of(Trust.in(options.ca().get()));
        }
        return new FleetApi(new Caller(options.connection(), trust, clock, pause));
    }

    /** What was looked at is what is done: what is created and the etags of what changes are part of a plan. */
    private static void expect(Path file, JsonNode planned) throws IOException, RefusedException {
        if (!Report.agree(JSON.readTree(Files.readString(file)), planned)) {
            throw new RefusedException(List.of("The plan is not the one in " + file
                    + " any more: the description or the service has changed. Nothing was done; make a plan again and"
                    + " look at it"));
        }
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + " is no text in UTF-8", e);
        }
    }

    private static String json(JsonNode node) {
        return node.toPrettyString() + "\n";
    }
}
