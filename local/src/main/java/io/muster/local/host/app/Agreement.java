package io.muster.local.host.app;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares the annotated functions with the function.json files, which are what the platform goes by: a difference means
 * that the package is stale, and that it would behave otherwise in Azure than here.
 */
final class Agreement {
    private final Problems problems;

    Agreement(Problems problems) {
        this.problems = problems;
    }

    void check(List<FunctionDefinition> annotated, List<FunctionJson> packaged) {
        Map<String, FunctionJson> files =
                new TreeMap<>(packaged.stream().collect(Collectors.toMap(FunctionJson::name, Function.identity())));
        for (FunctionDefinition function : annotated) {
            FunctionJson file = files.remove(function.name());
            if (file == null) {
                problems.add("function " + function.name() + " has no function.json");
            } else {
                compare(function, file);
            }
        }
        files.keySet()
                .forEach(name ->
                        problems.add(name + "/function.json has no function in the jar annotated with that name"));
    }

    private void compare(FunctionDefinition function, FunctionJson file) {
        if (!file.entryPoint().equals(function.entryPoint())) {
            problems.add(file.name() + "/function.json names " + file.entryPoint() + ", the annotated method is "
                    + function.entryPoint());
        }
        if (file.trigger().filter(function.trigger()::equals).isEmpty()) {
            problems.add(file.name() + "/function.json has another trigger than the annotation: " + function.trigger());
        }
    }
}
