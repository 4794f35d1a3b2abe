package io.muster.local.host.app;

import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** One function of the app: its name, its trigger and the method that carries it out. */
public record FunctionDefinition(String name, Trigger trigger, Method method, List<Parameter> parameters) {

    /** The order in which the platform tries routes: by name, compared in upper case. */
    public static final Comparator<FunctionDefinition> PLATFORM_ORDER =
            Comparator.comparing(function -> function.name().toUpperCase(Locale.ROOT));

    public FunctionDefinition {
        parameters = List.copyOf(parameters);
    }

    String entryPoint() {
        return method.getDeclaringClass().getName() + "." + method.getName();
    }
}
