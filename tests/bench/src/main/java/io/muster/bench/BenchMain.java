package io.muster.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Measures everything in one run, unattended, and leaves one report: on stdout and as {@code bench-report.txt}. */
public final class BenchMain {
    // Held here, or its level would be collected with it. The clients warn at every write about a header the JDK sets
    // itself.
    private static final Logger CLIENTS = Logger.getLogger("com.azure");

    private BenchMain() {}

    /** @param args the repository, where what is measured has been built, and a folder for the report and logs */
    public static void main(String[] args) throws Exception {
        CLIENTS.setLevel(Level.SEVERE);
        Path root = Path.of(args[0]);
        Path target = Files.createDirectories(Path.of(args[1]));
        Plan plan = Plan.fromProperties();
        Report report = new Report(plan);
        double loadBefore = load();

        try (LocalStack stack = LocalStack.start(root, target)) {
            Fleet fleet = Fleet.enroll(stack);
            Restart restart = new Restart(stack, fleet);
            Duration port = restart.untilPortAnswers();
            Workloads workloads = Workloads.prepare(stack, fleet, Plan.MOST_CALLERS);

            Comparison comparison = Comparison.run(stack, workloads, plan);
            report.comparison(comparison, workloads.counts().assigning().get());
            report.operations(countOperations(stack, workloads));
            report.costs(CostRun.all(stack));
            report.cpu(comparison);
            report.sdk(SdkTime.measure(stack, fleet, target, Plan.SDK_DEVICES));
            report.starts(stack.startTime(), port, restart.untilRegistrationAnswered());
        }
        String text = report.text(loadBefore);
        Files.writeString(target.resolve("bench-report.txt"), text);
        System.out.println(text);
        // Helpers of the clients may still hold threads.
        System.exit(0);
    }

    private static List<PerRegistration> countOperations(LocalStack stack, Workloads workloads) throws Exception {
        List<PerRegistration> counts = new ArrayList<>();
        Operations operations = new Operations(stack);
        for (Kind kind : Kind.values()) {
            counts.add(PerRegistration.count(kind, operations, workloads));
        }
        return counts;
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
