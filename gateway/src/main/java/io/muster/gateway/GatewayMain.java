package io.muster.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway's process. Prints {@code {"ready":true,"https":PORT,"mqtt":PORT,"amqp":PORT}} when it serves, with {@code "health":PORT}
 * if health is told; stops in good order on SIGTERM,
 * or at the end of standard input with {@code --exit-on-eof}. Exit code 2: faulty settings, 1: could not start.
 */
public final class GatewayMain {
    private static final int CANNOT_START = 1;
    private static final int FAULTY_SETTINGS = 2;

    private GatewayMain() {}

    public static void main(String[] args) throws InterruptedException {
        LogLines.install();
        Settings settings;
        try {
            settings = SettingsReader.read(List.of(args), System.getenv());
        } catch (SettingsException e) {
            e.faults().forEach(System.err::println);
            System.exit(FAULTY_SETTINGS);
            return;
        }
        try {
            Gateway gateway = Gateway.start(settings, Clock.systemUTC())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(gateway), "stop"));
            System.out.println(ready(gateway));
        } catch (ExecutionException e) {
            log().error("The gateway cannot start", e.getCause());
            System.exit(CANNOT_START);
        }
        if (settings.exitOnEof()) {
            waitForEnd(System.in);
            System.exit(0);
        }
    }

    private static String ready(Gateway gateway) {
        OptionalInt health = gateway.healthPort();
        String more = health.isPresent() ? ",\"health\":" + health.getAsInt() : "";
        return "{\"ready\":true,\"https\":" + gateway.httpsPort() + ",\"mqtt\":" + gateway.mqttPort() + ",\"amqp\":"
                + gateway.amqpPort() + more + "}";
    }

    /** Not before the log has its form. */
    private static Logger log() {
        return LoggerFactory.getLogger(GatewayMain.class);
    }

    private static void stop(Gateway gateway) {
        // The limit on draining is inside; joining here cannot hang.
        gateway.stop().toCompletionStage().toCompletableFuture().join();
    }

    private static void waitForEnd(InputStream in) {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            log().warn("Standard input broke; stopping as at its end", e);
        }
    }
}
