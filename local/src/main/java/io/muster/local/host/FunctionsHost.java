package io.muster.local.host;

import io.muster.local.host.app.StartupException;
import io.muster.local.process.ChildProcess;
import java.io.PrintStream;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The process: {@code --app DIR [--role http|work|all] [--port N] [--admin-port N] [--exit-on-eof]}, the app's settings
 * in the environment. With an admin port a timer function runs at once for {@code POST /admin/functions/NAME}, as on the
 * platform, but the answer comes when it has ended. Prints {@code {"ready":true,"port":N,"adminPort":N,"functions":[…]}}
 * when it serves (port 0 in role work, no adminPort without one); exit code 2 with one message
 * on stderr when the app cannot start.
 */
public final class FunctionsHost {
    private static final int CANNOT_START = 2;

    /** Held here, since a logger that nobody holds forgets its level. The client tells of every link at level INFO. */
    private static final Logger AZURE_CLIENTS = Logger.getLogger("com.azure");

    private FunctionsHost() {}

    public static void main(String[] args) throws InterruptedException {
        // The app may print; stdout is for the ready line alone.
        PrintStream stdout = System.out;
        System.setOut(System.err);
        AZURE_CLIENTS.setLevel(Level.WARNING);
        try {
            HostOptions options = HostOptions.parse(args);
            RunningHost host = RunningHost.start(options, System.getenv(), Clock.systemUTC());
            ChildProcess.serve(stdout, facts(host), options.exitOnEof(), host);
        } catch (StartupException | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(CANNOT_START);
        }
    }

    private static Map<String, Object> facts(RunningHost host) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("port", host.port().orElse(0));
        host.adminPort().ifPresent(port -> facts.put("adminPort", port));
        facts.put("functions", host.functions());
        return facts;
    }
}
