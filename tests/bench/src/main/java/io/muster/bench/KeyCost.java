package io.muster.bench;

import io.muster.core.decision.Trail;
import io.muster.core.attestation.DeviceToken;
import io.muster.core.attestation.SymmetricKeys;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.enrollment.KeyLookup;
import io.muster.core.enrollment.Groups;
import io.muster.core.enrollment.IssuanceNames;
import io.muster.core.enrollment.Revision;
import io.muster.core.enrollment.SearchBudget;
import io.muster.core.enrollment.Terms;
import io.muster.core.identity.Etag;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.RegistrationId;
import io.muster.core.identity.Secret;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the CPU pays to find a device's group: a plain loop on one thread after a warm-up, the median of five. */
public final class KeyCost {
    private static final IdScope SCOPE = new IdScope("0ne00BENCH0");
    private static final int MANY = 10_000;
    /** As the service has it, see the composition of the app. */
    private static final int TRIES_PER_SECOND = 40_000;

    private final SecureRandom random = new SecureRandom();
    private final Terms terms =
            new Terms(
            true,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            false,
            Optional.empty(),
            IssuanceNames.NONE);
    private final Duration warmUp;
    private final Duration measured;

    private KeyCost(Duration warmUp, Duration measured) {
        this.warmUp = warmUp;
        this.measured = measured;
    }

    /** @param args how long to warm up and to measure each case, in milliseconds */
    public static void main(String[] args) {
        Duration length = Duration.ofMillis(Long.parseLong(args[0]));
        KeyCost cost = new KeyCost(length, length);
        // All of it once for the compiler's sake: what comes first would be measured cold.
        cost.measure();
        cost.measure().forEach(line -> System.out.println(line.microseconds() + "\t" + line.what()));
    }

    /** Measures in a JVM of its own with the JVM's own defaults, as a service runs in production. */
    static List<Line> inPlainJvm(Duration length) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KeyCost.class.getName(),
                        Long.toString(length.toMillis()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<Line> lines = process.inputReader()
                .lines()
                .map(line -> line.split("\t", 2))
                .map(parts -> new Line(parts[1], Double.parseDouble(parts[0])))
                .toList();
        if (process.waitFor() != 0) {
            throw new IOException("the cost of keys could not be measured");
        }
        return lines;
    }

    /** One line of the result. */
    record Line(String what, double microseconds) {}

    private List<Line> measure() {
        List<Line> lines = new ArrayList<>();
        List<EnrollmentGroup> many = groups(MANY, false);
        List<EnrollmentGroup> prefixed = groups(MANY, true);
        lines.add(
                new Line("1 group, lower-case id: two keys derived and checked", search(many.subList(0, 1), "unit-1")));
        lines.add(new Line("1 group, key derived from the lower-case id", mixedCase(many.subList(0, 1))));
        lines.add(new Line("10,000 groups, a new device of the last one", search(many, "unit-1")));
        lines.add(new Line("10,000 groups with prefixes, a new device of the last one", search(prefixed, "g09999-1")));
        lines.add(new Line("10,000 groups, a known device (own group first)", known(many)));
        lines.add(new Line("10,000 groups, a stranger after the budget is spent (429)", flood(many)));
        return lines;
    }

    private double search(List<EnrollmentGroup> groups, String id) {
        KeyLookup lookup = new KeyLookup(in(groups), unlimited());
        RegistrationId device = new RegistrationId(id);
        DeviceToken token = token(id, last(groups).symmetricKeys().orElseThrow().derive(id).primary());
        return microseconds(() -> lookup.admit(device, token, Optional.empty(), Optional.empty(), new Trail(device)));
    }

    private double mixedCase(List<EnrollmentGroup> groups) {
        KeyLookup lookup = new KeyLookup(in(groups), unlimited());
        RegistrationId device = new RegistrationId("Unit-1");
        DeviceToken token = token("Unit-1", last(groups).symmetricKeys().orElseThrow().derive("unit-1").primary());
        return microseconds(() -> lookup.admit(device, token, Optional.empty(), Optional.empty(), new Trail(device)));
    }

    private double known(List<EnrollmentGroup> groups) {
        KeyLookup lookup = new KeyLookup(in(groups), unlimited());
        RegistrationId device = new RegistrationId("unit-1");
        EnrollmentGroup own = last(groups);
        DeviceToken token = token("unit-1", own.symmetricKeys().orElseThrow().derive("unit-1").primary());
        return microseconds(() -> lookup.admit(device, token, Optional.empty(), Optional.of(own.groupId()), new Trail(device)));
    }

    /** A clock that stands still gives nothing back, so that only refusals are timed. */
    private double flood(List<EnrollmentGroup> groups) {
        Instant now = Instant.now();
        KeyLookup lookup = new KeyLookup(in(groups), new SearchBudget(() -> now, TRIES_PER_SECOND));
        RegistrationId device = new RegistrationId("unit-1");
        DeviceToken token = token("unit-1", SymmetricKeys.generate(random));
        while (refused(lookup, device, token) != ProblemKind.THROTTLED) {
            // Until the budget is spent.
        }
        return microseconds(() -> refused(lookup, device, token));
    }

    private static ProblemKind refused(KeyLookup lookup, RegistrationId device, DeviceToken token) {
        try {
            lookup.admit(device, token, Optional.empty(), Optional.empty(), new Trail(device));
        } catch (Problem expected) {
            return expected.kind();
        }
        throw new IllegalStateException("a stranger was admitted");
    }

    private double microseconds(Runnable action) {
        perCall(action, warmUp);
        double[] rounds = new double[5];
        for (int i = 0; i < rounds.length; i++) {
            rounds[i] = perCall(action, measured.dividedBy(rounds.length));
        }
        return Sample.median(rounds);
    }

    private static double perCall(Runnable action, Duration length) {
        long began = System.nanoTime();
        long end = began + length.toNanos();
        int calls = 0;
        do {
            action.run();
            calls++;
        } while (System.nanoTime() < end);
        return (System.nanoTime() - began) / 1e3 / calls;
    }

    private static DeviceToken token(String id, Secret key) {
        String resource = SCOPE.text() + "/registrations/" + id;
        return DeviceToken.check(
                SharedAccess.token(resource, key, "registration"),
                SCOPE,
                new RegistrationId(id),
                Instant.now(),
                Duration.ZERO,
                new Trail(new RegistrationId(id)));
    }

    private List<EnrollmentGroup> groups(int count, boolean prefixed) {
        List<EnrollmentGroup> groups = new ArrayList<>();
        Revision revision = new Revision(new Etag("e"), Instant.now(), Instant.now());
        for (int i = 0; i < count; i++) {
            String id = String.format("g%05d", i);
            SymmetricKeys keys = new SymmetricKeys(SymmetricKeys.generate(random), SymmetricKeys.generate(random));
            Optional<String> prefix = prefixed ? Optional.of(id + "-") : Optional.empty();
            groups.add(new EnrollmentGroup(new GroupId(id), prefix, keys, terms, revision));
        }
        return groups;
    }

    private static EnrollmentGroup last(List<EnrollmentGroup> groups) {
        return groups.get(groups.size() - 1);
    }

    private static SearchBudget unlimited() {
        return new SearchBudget(Clock.systemUTC(), Integer.MAX_VALUE);
    }

    private static Groups in(List<EnrollmentGroup> groups) {
        return new Groups() {
            @Override
            public List<EnrollmentGroup> all() {
                return groups;
            }

            @Override
            public List<EnrollmentGroup> latest() {
                return all();
            }

            @Override
            public Optional<EnrollmentGroup> find(GroupId id) {
                // Sorted by id, numbered in that order.
                return Optional.of(groups.get(Integer.parseInt(id.text().substring(1))));
            }
        };
    }
}
