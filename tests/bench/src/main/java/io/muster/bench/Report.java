package io.muster.bench;

import io.muster.bench.cost.Prices;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Plain text, made up section by section. */
final class Report {
    private static final double RATE_TARGET = 0.7;
    private static final double P50_TARGET = 3;

    private final Plan plan;
    private final StringBuilder sections = new StringBuilder();

    Report(Plan plan) {
        this.plan = plan;
    }

    void comparison(Comparison comparison, int assigning) {
        for (Kind kind : Kind.values()) {
            heading(kind.text());
            line("%8s  %-8s %10s %10s %10s %8s %7s", "callers", "", "per s", "p50 ms", "p99 ms", "calls", "failed");
            for (int callers : Plan.CALLERS) {
                for (Side side : Side.values()) {
                    Sample sample = comparison.of(side, kind, callers);
                    line(
                            "%8d  %-8s %10.1f %10.2f %10.2f %8d %7d",
                            callers,
                            side.text(),
                            sample.rate(),
                            sample.p50(),
                            sample.p99(),
                            sample.done(),
                            sample.failed());
                    if (sample.failed() > 0) {
                        line("          first failure: %s", sample.firstFailure());
                    }
                }
                line(
                        "%8s  service / floor: %.2f of the rate, %.2f x the p50",
                        "", comparison.rateRatio(kind, callers), comparison.p50Ratio(kind, callers));
            }
            target("rate at 32 callers >= 0.7 of the floor", comparison.rateRatio(kind, 32), RATE_TARGET, false);
            target("p50 at 1 caller <= 3 x the floor", comparison.p50Ratio(kind, 1), P50_TARGET, true);
        }
        line("");
        line("Answers that were 'assigning' first, over all runs: %d (their polling is in the latencies)", assigning);
    }

    void operations(List<PerRegistration> counts) {
        heading("Operations a registration, counted on the wire (" + Plan.COUNTED + " registrations, 1 caller)");
        for (PerRegistration count : counts) {
            line("%s:", count.kind().text());
            line(
                    "  table %.2f   queue messages %.2f   hub %.2f   executions %.2f",
                    count.each(count.counted().deviceTable()),
                    count.each(count.counted().messages()),
                    count.each(count.counted().hubCalls()),
                    count.each(count.requests()));
            line(
                    "  tables %s, hubs %s",
                    count.counted().tables(), count.counted().hubs());
            line(
                    "  cost of 1,000: %.0f table transactions, %.0f queue messages, %.0f executions",
                    1000 * count.each(count.counted().deviceTable()),
                    1000 * count.each(count.counted().messages()),
                    1000 * count.each(count.requests()));
        }
        line("Table 'service' is read by each instance about every 10 s while it is asked, however many register.");
    }

    void costs(List<CostCount> counts) {
        heading("Cost by policy, of a move and of the queued path (" + Plan.COUNTED + " registrations each)");
        CostTable.of(counts, Prices.noted()).forEach(text -> line("%s", text));
    }

    void cpu(Comparison comparison) {
        heading("Where the time goes: CPU at 32 callers, all rounds (Linux only)");
        for (Kind kind : Kind.values()) {
            int service = comparison.of(Side.SERVICE, kind, Plan.MOST_CALLERS).done();
            int floor = comparison.of(Side.FLOOR, kind, Plan.MOST_CALLERS).done();
            CpuTimes ours = comparison.cpu(Side.SERVICE, kind, Plan.MOST_CALLERS);
            CpuTimes bare = comparison.cpu(Side.FLOOR, kind, Plan.MOST_CALLERS);
            line("%s", kind.text());
            line("  %-20s %12s %16s %16s", "process", "CPU s", "ms/registration", "floor, ms/each");
            for (Map.Entry<String, Double> process : ours.seconds().entrySet()) {
                double inFloor = bare.seconds().getOrDefault(process.getKey(), 0.0);
                row(process.getKey(), process.getValue(), service, inFloor, floor);
            }
            row("all", ours.total(), service, bare.total(), floor);
        }
    }

    private void row(String name, double ours, int service, double bare, int floor) {
        line("  %-20s %12.2f %16.2f %16.2f", name, ours, 1000 * ours / service, 1000 * bare / floor);
    }

    void sdk(SdkTime time) {
        heading("The vendor's Java device SDK, end to end over HTTPS, from create to assigned");
        line("first %.0f ms, median of the next %d: %.0f ms", time.first(), time.devices() - 1, time.medianOfRest());
    }

    void starts(Duration stack, Duration port, Duration registration) {
        heading("Starts");
        line("%6.1f s  local command, from process start to READY", seconds(stack));
        line("%6.1f s  one functions host, from kill -9 until its port answers again", seconds(port));
        line(
                "%6.1f s  both HTTP functions hosts, from kill -9 to the first registration answered",
                seconds(registration));
    }

    String text(double loadBefore) {
        return String.format(
                        Locale.ROOT,
                        "MUSTER BENCHMARK  %s%n%d processors, Java %s, %s %s, load average before: %.1f%nEverything on"
                                + " this machine, callers included; %d rounds of %d s a run, medians.%nFloor: the same"
                                + " table operations with the same client, and one hub call, without the service.%n",
                        Instant.now().truncatedTo(ChronoUnit.SECONDS),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("java.version"),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        loadBefore,
                        plan.rounds(),
                        plan.length().toSeconds())
                + sections;
    }

    private void target(String what, double value, double target, boolean most) {
        boolean met = most ? value <= target : value >= target;
        line("  target: %s: %.2f, %s", what, value, met ? "met" : "NOT met");
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private void heading(String text) {
        line("");
        line("%s", text.toUpperCase(Locale.ROOT));
    }

    private void line(String format, Object... values) {
        sections.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}
