package io.muster.local.host.http;

import io.muster.local.host.app.FunctionDefinition;
import io.muster.local.host.app.Problems;
import io.muster.local.host.app.StartupException;
import io.muster.local.host.app.Trigger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The HTTP functions in the order in which the platform tries them: no precedence, the first match serves. */
public final class RouteTable {
    private final List<Route> routes;

    private record Route(FunctionDefinition function, Set<String> methods, RouteTemplate template) {}

    /** The function that serves a request, and its route values. */
    record Match(FunctionDefinition function, Map<String, String> values) {}

    private RouteTable(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /** Builds the table of the HTTP functions among those given; refuses what the platform refuses. */
    public static RouteTable of(List<FunctionDefinition> functions, String routePrefix) throws StartupException {
        Problems problems = new Problems();
        List<Route> routes = new ArrayList<>();
        List<FunctionDefinition> earlier = new ArrayList<>();
        for (FunctionDefinition function :
                functions.stream().sorted(FunctionDefinition.PLATFORM_ORDER).toList()) {
            if (function.trigger() instanceof Trigger.Http http) {
                check(function, http, earlier, problems);
                earlier.add(function);
                try {
                    String path = trimmed(routePrefix + "/" + http.route());
                    routes.add(new Route(function, http.methods(), RouteTemplate.parse(path)));
                } catch (IllegalArgumentException e) {
                    problems.add("function " + function.name() + ", route " + http.route() + ": " + e.getMessage());
                }
            }
        }
        problems.throwIfAny();
        return new RouteTable(routes);
    }

    Optional<Match> find(String method, String path) {
        for (Route route : routes) {
            if (route.methods().isEmpty() || route.methods().contains(method.toUpperCase(Locale.ROOT))) {
                Optional<Map<String, String>> values = route.template().match(path);
                if (values.isPresent()) {
                    return Optional.of(new Match(route.function(), values.get()));
                }
            }
        }
        return Optional.empty();
    }

    private static void check(
            FunctionDefinition function, Trigger.Http http, List<FunctionDefinition> earlier, Problems problems) {
        String route = folded(http);
        if (route.startsWith("admin") || route.startsWith("runtime")) {
            problems.add("function " + function.name() + ": routes under admin and runtime belong to the platform");
        }
        for (FunctionDefinition other : earlier) {
            if (other.trigger() instanceof Trigger.Http known
                    && route.equals(folded(known))
                    && sharesMethod(http, known)) {
                problems.add("functions " + other.name() + " and " + function.name() + " share the route " + route
                        + " and a method");
            }
        }
    }

    private static String folded(Trigger.Http http) {
        return trimmed(http.route()).toLowerCase(Locale.ROOT);
    }

    private static String trimmed(String route) {
        return route.replaceAll("^/+|/+$", "");
    }

    private static boolean sharesMethod(Trigger.Http one, Trigger.Http other) {
        return one.methods().isEmpty()
                || other.methods().isEmpty()
                || !Collections.disjoint(one.methods(), other.methods());
    }
}
