package io.muster.app.http;

import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the endpoint of a request: the first line that fits, in the order they were listed. */
public final class Router implements Endpoint {
    private final List<Route> routes = new ArrayList<>();

    public Router route(String method, String template, Endpoint endpoint) {
        routes.add(Route.of(method, template, endpoint));
        return this;
    }

    /** Every line as {@code METHOD /template}, in their order. */
    public List<String> listed() {
        return routes.stream()
                .map(route -> route.method() + " /" + String.join("/", route.template()))
                .toList();
    }

    @Override
    public Response answer(Request request) {
        List<String> segments = PathSegments.of(request.path());
        TreeSet<String> allowed = new TreeSet<>();
        for (Route route : routes) {
            Optional<Map<String, String>> parameters = route.match(segments);
            if (parameters.isPresent()) {
                request.notes().routed(route.template(), parameters.get());
                if (route.method().equals(request.method())) {
                    return route.endpoint().answer(request.with(parameters.get()));
                }
                allowed.add(route.method());
            }
        }
        if (allowed.isEmpty()) {
            throw Problem.of(ProblemKind.NOT_FOUND, "There is no such resource");
        }
        throw new MethodNotAllowed(allowed);
    }
}
