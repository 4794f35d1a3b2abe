package io.muster.bench.jmh;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;

/** Plain text: CPU time of each case, calls a second that a core would do, and what was aimed at. */
final class JmhReport {
    private static final String NOISE_LINE =
            "CPU time of the measuring thread, median of the rounds (lowest to highest); per s: of one core to itself.";

    private final Map<String, Cost> costs = new TreeMap<>();
    private final StringBuilder text = new StringBuilder();

    /** Microseconds of CPU a call. */
    record Cost(double median, double least, double most) {
        static Cost of(RunResult run) {
            double[] rounds = run.getBenchmarkResults().stream()
                    .flatMap(fork -> fork.getIterationResults().stream())
                    .mapToDouble(Cost::each)
                    .sorted()
                    .toArray();
            return new Cost(rounds[rounds.length / 2], rounds[0], rounds[rounds.length - 1]);
        }

        private static double each(IterationResult round) {
            return counted(round, "cpuNanos") / counted(round, "cpuCalls") / 1e3;
        }

        private static double counted(IterationResult round, String what) {
            return Objects.requireNonNull(round.getSecondaryResults().get(what)).getScore();
        }

        double perSecond() {
            return 1e6 / median;
        }
    }

    static JmhReport of(Collection<RunResult> runs) {
        JmhReport report = new JmhReport();
        runs.forEach(run -> report.costs.put(name(run), Cost.of(run)));
        report.write();
        return report;
    }

    /** Class and method, and the one parameter that there is at most. */
    private static String name(RunResult run) {
        String[] parts = run.getParams().getBenchmark().split("\\.", -1);
        String method = parts[parts.length - 2].replace("Bench", "") + "." + parts[parts.length - 1];
        return run.getParams().getParamsKeys().stream()
                .map(key -> " " + run.getParams().getParam(key))
                .reduce(method, String::concat);
    }

    private void write() {
        line(
                "SINGLE CHECKS (JMH)  %d processors, Java %s",
                Runtime.getRuntime().availableProcessors(), Runtime.version());
        line(NOISE_LINE);
        line("");
        line("%-36s %12s %25s %12s", "", "µs a call", "", "per s");
        costs.forEach((name, cost) -> line(
                "%-36s %12.1f %11.1f to %10.1f %12.1f",
                name, cost.median(), cost.least(), cost.most(), cost.perSecond()));
        line("");
        ratio("chain checks on P-256, of the JDK's rate", "Chain.muster P256", "Chain.jdk P256", 10);
        ratio("chain checks on RSA 2048, of the JDK's rate", "Chain.muster RSA2048", "Chain.jdk RSA2048", 1);
        ratio("TPM blobs, of the bare work's rate", "Tpm.muster", "Tpm.bare", 0.8);
        costs.keySet().stream().filter(name -> name.startsWith("Hostile")).forEach(this::bounded);
    }

    private void ratio(String what, String ours, String bare, double goal) {
        if (costs.containsKey(ours) && costs.containsKey(bare)) {
            ToDoubleFunction<String> rate = name -> cost(name).perSecond();
            double ratio = rate.applyAsDouble(ours) / rate.applyAsDouble(bare);
            line("goal: %s >= %.1f: %.2f, %s", what, goal, ratio, ratio >= goal ? "met" : "NOT met");
        }
    }

    private Cost cost(String name) {
        return Objects.requireNonNull(costs.get(name));
    }

    private void bounded(String name) {
        double millis = cost(name).median() / 1e3;
        line("goal: %s <= 50 ms of CPU: %.1f, %s", name, millis, millis <= 50 ? "met" : "NOT met");
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }

    String text() {
        return text.toString();
    }
}
