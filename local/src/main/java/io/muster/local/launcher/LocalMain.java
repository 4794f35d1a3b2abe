package io.muster.local.launcher;

import io.muster.local.demo.DemoProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** The local command: starts the service, shows the demo, and stays up until Ctrl-C or SIGTERM. */
public final class LocalMain {
    private static final int WRONG_OPTIONS = 2;

    private LocalMain() {}

    public static void main(String[] args) throws InterruptedException {
        LocalOptions options;
        try {
            options = LocalOptions.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(WRONG_OPTIONS);
            return;
        }
        try {
            run(options);
        } catch (IOException | GeneralSecurityException e) {
            System.err.println("The local service did not start: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void run(LocalOptions options) throws IOException, GeneralSecurityException, InterruptedException {
        Path data = options.data().isPresent()
                ? Files.createDirectories(options.data().get())
                : Files.createTempDirectory("muster-");
        Path logs = options.stackFile().resolveSibling("logs");
        AtomicReference<StackFacts> facts = new AtomicReference<>();
        LocalService service =
                new LocalService(options, data, logs, pids -> rewrite(Optional.ofNullable(facts.get()), pids));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service, options, data), "stop"));

        System.out.println("Starting the local service; logs in " + logs);
        long began = System.nanoTime();
        StackFacts started = service.start();
        facts.set(started);
        started.write(service.pids());
        System.out.printf("Ready after %.1f s.%n", (System.nanoTime() - began) / 1e9);
        System.out.println("READY " + options.stackFile());
        System.out.flush();

        if (options.demo()) {
            int result = DemoProcess.run(options.stackFile(), data);
            if (options.once()) {
                System.exit(result);
            }
        }
        if (options.once()) {
            System.exit(0);
        }
        System.out.println(Hints.text(started));
        if (options.commands()) {
            new Console(service::restart, System.out)
                    .follow(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
        }
        new CountDownLatch(1).await();
    }

    /** A process was started again under a new id: whoever reads the stack file is to find it. */
    private static void rewrite(Optional<StackFacts> facts, Map<String, Long> pids) {
        if (facts.isPresent()) {
            try {
                facts.get().write(pids);
            } catch (IOException e) {
                System.err.println("The stack file could not be written: " + e.getMessage());
            }
        }
    }

    private static void stop(LocalService service, LocalOptions options, Path data) {
        service.close();
        try {
            Files.deleteIfExists(options.stackFile());
            if (options.data().isEmpty()) {
                deleteTree(data);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("Could not clean up: " + e.getMessage());
        }
    }

    private static void deleteTree(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
