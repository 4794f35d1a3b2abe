package io.muster.local.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Keeps the processes: starts them, starts one that dies again where it was, stops them last first. */
final class Supervisor implements AutoCloseable {
    private static final Duration SHORT_LIFE = Duration.ofSeconds(5);

    private final Path logs;
    private final Consumer<Map<String, Long>> changed;
    private final Deque<String> order = new ArrayDeque<>();
    private final Map<String, Child> children = new LinkedHashMap<>();
    private boolean stopping;

    /** @param changed told all process ids after a process was started again, under a new one */
    Supervisor(Path logs, Consumer<Map<String, Long>> changed) {
        this.logs = logs;
        this.changed = changed;
    }

    /**
     * How a process is started.
     *
     * @param command its command line, given the ports it had before by the name its ready line gave them; 0 for none
     */
    record Recipe(
            String name, Function<ToIntFunction<String>, List<String>> command, Map<String, String> environment) {}

    /** Starts a process on the ports it had before; may be called from several threads. Returns once it is ready. */
    Child start(Recipe recipe, ToIntFunction<String> ports) throws IOException {
        Child child = launch(recipe, ports);
        synchronized (this) {
            order.addFirst(recipe.name());
        }
        return child;
    }

    /** Stops the process of that name, starts it by this recipe on the ports it had, and returns once that is ready. */
    Child replace(Recipe recipe) throws IOException {
        Child former;
        synchronized (this) {
            former = children.remove(recipe.name());
        }
        if (former == null) {
            throw new IOException(recipe.name() + " is not running");
        }
        former.close();
        Child child = launch(recipe, former::fact);
        changed.accept(pids());
        return child;
    }

    private Child launch(Recipe recipe, ToIntFunction<String> ports) throws IOException {
        Files.createDirectories(logs);
        Child child = Child.start(
                recipe.name(),
                recipe.command().apply(ports),
                recipe.environment(),
                logs.resolve(recipe.name() + ".log"));
        synchronized (this) {
            children.put(recipe.name(), child);
            if (stopping) {
                child.close();
            }
        }
        Instant started = Instant.now();
        Thread watch = new Thread(
                () -> {
                    child.process().onExit().join();
                    again(recipe, child, started);
                },
                recipe.name() + "-watch");
        watch.setDaemon(true);
        watch.start();
        return child;
    }

    private void again(Recipe recipe, Child dead, Instant started) {
        synchronized (this) {
            boolean replaced = !dead.equals(children.get(recipe.name()));
            if (stopping || replaced) {
                return;
            }
        }
        if (Duration.between(started, Instant.now()).compareTo(SHORT_LIFE) < 0) {
            System.err.println(recipe.name() + " died at once and is left dead, see its log");
            return;
        }
        try {
            // Where its neighbours look for it.
            Child child = launch(recipe, dead::fact);
            System.out.println(recipe.name() + " had died and runs again as process " + child.pid());
            changed.accept(pids());
        } catch (IOException e) {
            System.err.println(recipe.name() + " had died and could not be started again: " + e.getMessage());
        }
    }

    synchronized Map<String, Long> pids() {
        Map<String, Long> pids = new LinkedHashMap<>();
        children.forEach((name, child) -> pids.put(name, child.pid()));
        return pids;
    }

    @Override
    public void close() {
        List<Child> lastFirst;
        synchronized (this) {
            stopping = true;
            lastFirst = order.stream()
                    .filter(children::containsKey)
                    .map(children::get)
                    .toList();
        }
        for (Child child : lastFirst) {
            try {
                child.close();
            } catch (IOException e) {
                System.err.println(child.name() + " could not be stopped: " + e.getMessage());
            }
        }
    }
}
