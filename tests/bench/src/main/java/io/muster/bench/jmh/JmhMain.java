package io.muster.bench.jmh;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs all of this package's benchmarks and leaves one table: on stdout and as {@code jmh-report.txt}. */
public final class JmhMain {
    private JmhMain() {}

    /** @param args a folder for the report, and, for some benchmarks only, a part of their names */
    public static void main(String[] args) throws Exception {
        Path target = Files.createDirectories(Path.of(args[0]));
        String which = args.length > 1 ? args[1] : JmhMain.class.getPackageName();
        String text = JmhReport.of(run(which)).text();
        Files.writeString(target.resolve("jmh-report.txt"), text);
        System.out.println(text);
    }

    /** In JVMs with the JVM's own defaults, as a service runs in production; one thread, so that a rate is a core's. */
    private static Collection<RunResult> run(String which) throws RunnerException {
        int seconds = Integer.getInteger("jmh.seconds", 2);
        int rounds = Integer.getInteger("jmh.rounds", 5);
        Options options = new OptionsBuilder()
                .include(which)
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.MICROSECONDS)
                .threads(1)
                .forks(1)
                .jvmArgs()
                .warmupIterations(rounds)
                .warmupTime(TimeValue.seconds(seconds))
                .measurementIterations(rounds)
                .measurementTime(TimeValue.seconds(seconds))
                .shouldFailOnError(true)
                .build();
        return new Runner(options).run();
    }
}
