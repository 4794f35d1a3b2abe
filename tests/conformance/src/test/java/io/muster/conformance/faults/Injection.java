package io.muster.conformance.faults;

import com.sun.net.httpserver.HttpExchange;
import io.muster.conformance.crash.Site;
import io.muster.conformance.crash.WebhookServer;
import io.muster.conformance.faults.Trial.Told;
import io.muster.conformance.stack.Broker;
import io.muster.conformance.stack.Hub;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Makes a fault happen to one device while it registers; what is hit by its name is what docs/faults.md says. */
record Injection(Site site, Trial trial, String fault) {
    private static final int SLOW_MILLIS = 10_000;

    Told around(String dependency, Supplier<Told> register) {
        return switch (dependency) {
            case "tables" -> tables(register);
            case "queue" -> queue(register);
            case "hub" -> hub(register);
            case "webhook" -> webhook(register);
            default -> throw new IllegalArgumentException(dependency);
        };
    }

    private Told tables(Supplier<Told> register) {
        site.tables()
                .rule("\"name\":\"" + trial.id() + "\",\"device\":\"" + trial.id()
                        + "\",\"table\":\"devices\",\"row\":\"registration\",\"writes\":true," + tableFault());
        try {
            return register.get();
        } finally {
            site.tables().behave(trial.id());
        }
    }

    private String tableFault() {
        return switch (fault) {
            case "timeout" -> "\"hold\":\"before\",\"times\":\"forever\"";
            case "reset" -> "\"reset\":true,\"times\":\"forever\"";
            case "10 s slow" -> "\"delayMs\":" + SLOW_MILLIS + ",\"times\":\"forever\"";
            case "duplicate" -> "\"duplicate\":true";
            case "reordered" -> "\"delayMs\":7000,\"skip\":1";
            default -> "\"status\":" + fault + ",\"times\":\"forever\"";
        };
    }

    private Told hub(Supplier<Told> register) {
        Hub hub = trial.hub();
        creating(
                hub,
                switch (fault) {
                    case "timeout" -> "\"dropConnection\":true,\"delayMs\":60000";
                    // The client repeats by itself what was cut.
                    case "reset" -> "\"dropConnection\":true,\"times\":2";
                    case "429" -> "\"status\":429,\"retryAfter\":2";
                    case "10 s slow" -> "\"delayMs\":" + SLOW_MILLIS;
                    case "duplicate" -> "\"duplicate\":true";
                    case "reordered" -> "\"delayMs\":4000";
                    default -> "\"status\":" + fault;
                });
        if (fault.equals("duplicate")) {
            return register.get();
        }
        // Else the queue function may be done before the register is answered, which then says so.
        creating(hub, "\"status\":503,\"times\":\"forever\"");
        try {
            return register.get();
        } finally {
            hub.behave(trial.id());
        }
    }

    private void creating(Hub hub, String members) {
        hub.rule("\"name\":\"" + trial.id() + "\",\"device\":\"" + trial.id() + "\",\"operation\":\"createDevice\","
                + members);
    }

    private Told queue(Supplier<Told> register) {
        Broker broker = site.stack().broker();
        site.first()
                .rule("\"device\":\"" + trial.id() + "\",\"operation\":\"createDevice\",\"status\":503,\"times\":1");
        switch (fault) {
            case "timeout" -> broker.hold(trial.id(), "send", "before", trial.id());
            case "reset" -> broker.dropConnections();
            case "429" -> broker.refuseSends(1000, "amqp:resource-limit-exceeded");
            case "500" -> broker.refuseSends(1000, "amqp:internal-error");
            case "503" -> broker.refuseSends(1000, "com.microsoft:server-busy");
            case "10 s slow" -> broker.delaySends(SLOW_MILLIS);
            case "duplicate" -> broker.hold(trial.id(), "send", "after", trial.id());
            default ->
                site.tables()
                        .rule("\"device\":\"" + trial.id() + "\",\"table\":\"devices\",\"row\":\"registration\","
                                + "\"writes\":true,\"skip\":1,\"delayMs\":4000");
        }
        try {
            return register.get();
        } finally {
            broker.behave();
        }
    }

    private Told webhook(Supplier<Told> register) {
        String one = WebhookServer.chooses(site.first().host());
        String other = WebhookServer.chooses(site.second().host());
        CompletableFuture<String> secondAsked = new CompletableFuture<>();
        CompletableFuture<Told> answered = new CompletableFuture<>();
        site.webhook().behave(trial.id(), (exchange, before) -> {
            boolean first = before == 0;
            if (!first && fault.matches("duplicate|reordered")) {
                secondAsked.complete(other);
                return one;
            }
            if (before > 1) {
                // Asked by the queue function, which may be there before the register is answered.
                answered.join();
                return one;
            }
            return switch (fault) {
                case "timeout" -> "";
                case "reset", "duplicate" -> cut(exchange);
                case "10 s slow" ->
                    new CompletableFuture<String>()
                            .completeOnTimeout(one, SLOW_MILLIS, TimeUnit.MILLISECONDS)
                            .join();
                case "reordered" -> secondAsked.join();
                default -> refuse(exchange, Integer.parseInt(fault));
            };
        });
        try {
            Told told = register.get();
            answered.complete(told);
            return told;
        } finally {
            answered.cancel(false);
        }
    }

    private static String cut(HttpExchange exchange) {
        exchange.close();
        return "";
    }

    private static String refuse(HttpExchange exchange, int status) throws IOException {
        if (status == 429) {
            exchange.getResponseHeaders().set("Retry-After", "2");
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
        return "";
    }
}
