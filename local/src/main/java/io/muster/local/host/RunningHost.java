package io.muster.local.host;

import io.muster.local.host.app.AppSettings;
import io.muster.local.host.app.FunctionDefinition;
import io.muster.local.host.app.LoadedApp;
import io.muster.local.host.app.StartupException;
import io.muster.local.host.app.Trigger;
import io.muster.local.host.http.HttpFront;
import io.muster.local.host.http.HttpInvocations;
import io.muster.local.host.http.RouteTable;
import io.muster.local.host.invoke.InFlight;
import io.muster.local.host.invoke.Invoker;
import io.muster.local.host.work.QueueListener;
import io.muster.local.host.work.TimerLoop;
import io.muster.local.host.work.Work;
import io.muster.local.process.AdminServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One instance of the host with its app loaded and its triggers running. */
final class RunningHost implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RunningHost.class.getName());
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final InFlight inFlight = new InFlight();
    private final List<Work> work = new ArrayList<>();
    private final List<String> functions = new ArrayList<>();
    private final Map<String, AdminServer.Verb> verbs = new TreeMap<>();
    private OptionalInt port = OptionalInt.empty();
    private OptionalInt adminPort = OptionalInt.empty();

    private RunningHost() {}

    /** Loads the app and starts the triggers of the role; nothing stays open when that fails. */
    static RunningHost start(HostOptions options, Map<String, String> environment, Clock clock)
            throws StartupException, InterruptedException {
        RunningHost host = new RunningHost();
        try {
            host.open(options, new AppSettings(environment), clock);
            return host;
        } catch (StartupException | InterruptedException | RuntimeException e) {
            host.closeAll();
            throw e;
        }
    }

    private void open(HostOptions options, AppSettings settings, Clock clock)
            throws StartupException, InterruptedException {
        LoadedApp app = LoadedApp.load(options.app());
        open.push(app);
        Invoker invoker = new Invoker(app);

        // Routes of an app are checked in every role, so that a bad one shows at once.
        RouteTable routes = RouteTable.of(app.functions(), app.hostJson().routePrefix());
        for (FunctionDefinition function : app.functions()) {
            if (options.role().runs(function.trigger())) {
                functions.add(function.name());
                prepare(function, settings, app, invoker, clock);
            }
        }
        if (options.role().listens()) {
            listen(options.port(), routes, app, invoker);
        }
        if (options.adminPort().isPresent()) {
            administer(options.adminPort().getAsInt());
        }
        work.forEach(Work::start);
    }

    private void administer(int wanted) throws StartupException {
        try {
            AdminServer admin = AdminServer.start(wanted, verbs);
            open.push(admin);
            adminPort = OptionalInt.of(admin.port());
        } catch (IOException e) {
            throw new StartupException("cannot listen on 127.0.0.1:" + wanted + ": " + e.getMessage());
        }
    }

    private void prepare(FunctionDefinition function, AppSettings settings, LoadedApp app, Invoker invoker, Clock clock)
            throws StartupException {
        if (function.trigger() instanceof Trigger.Queue queue) {
            add(new QueueListener(function, queue, settings, app.hostJson(), invoker, inFlight));
        } else if (function.trigger() instanceof Trigger.Timer timer) {
            TimerLoop loop = new TimerLoop(function, timer, settings, invoker, inFlight, clock);
            verbs.put("POST /admin/functions/" + function.name(), query -> Map.of("ran", loop.runNow()));
            add(loop);
        }
    }

    private void add(Work listener) {
        work.add(listener);
        open.push(listener);
    }

    private void listen(int wanted, RouteTable routes, LoadedApp app, Invoker invoker)
            throws StartupException, InterruptedException {
        ExecutorService pool = Executors.newCachedThreadPool(task -> new Thread(task, "invocation"));
        open.push(pool::shutdownNow);
        Vertx vertx = Vertx.vertx();
        open.push(() -> vertx.close().toCompletionStage().toCompletableFuture().get());
        HttpFront front = HttpFront.listen(
                vertx,
                wanted,
                routes,
                new HttpInvocations(invoker, pool, inFlight, app.hostJson().functionTimeout()));
        open.push(front);
        port = OptionalInt.of(front.port());
    }

    /** The port served on 127.0.0.1, empty in the role that serves none. */
    OptionalInt port() {
        return port;
    }

    /** Where timer functions can be run at once; empty when that was not asked for. */
    OptionalInt adminPort() {
        return adminPort;
    }

    /** Names of the functions this instance runs, in platform order. */
    List<String> functions() {
        return List.copyOf(functions);
    }

    /** Takes no new events, gives those under way 10 s to finish, and ends. */
    @Override
    public void close() throws InterruptedException {
        work.forEach(Work::pause);
        if (!inFlight.stop(DRAIN)) {
            LOG.warning("some invocations did not finish in " + DRAIN.toSeconds() + " s");
        }
        closeAll();
    }

    private void closeAll() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                LOG.log(Level.WARNING, "could not close a part of the host", e);
            }
        }
    }
}
