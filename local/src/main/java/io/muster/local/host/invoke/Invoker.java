package io.muster.local.host.invoke;

import io.muster.local.host.app.FunctionDefinition;
import io.muster.local.host.app.Instances;
import io.muster.local.host.app.LoadedApp;
import io.muster.local.host.app.Parameter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Calls functions, each on the thread it is given, with the app's loader as the thread's context class loader. */
public final class Invoker {
    private final ClassLoader loader;
    private final Instances instances;

    public Invoker(LoadedApp app) {
        this.loader = app.loader();
        this.instances = app.instances();
    }

    /** What the function returned, empty for null and void. */
    public Optional<Object> invoke(FunctionDefinition function, TriggerEvent event) throws FunctionFailure {
        String invocationId = UUID.randomUUID().toString();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            InvocationContext context = new InvocationContext(invocationId, function.name(), event.trace());
            return Optional.ofNullable(call(function.method(), arguments(function.parameters(), event, context)));
        } catch (InvocationTargetException e) {
            throw new FunctionFailure(
                    function.name(),
                    invocationId,
                    Optional.ofNullable(e.getCause()).orElse(e));
        } catch (Exception | LinkageError e) {
            throw new FunctionFailure(function.name(), invocationId, e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private @Nullable Object call(Method method, Object[] arguments) throws Exception {
        if (Modifier.isStatic(method.getModifiers())) {
            return method.invoke(null, arguments);
        }
        return method.invoke(instances.of(method.getDeclaringClass()), arguments);
    }

    private static Object[] arguments(List<Parameter> parameters, TriggerEvent event, InvocationContext context) {
        return parameters.stream()
                .map(parameter -> argument(parameter, event, context))
                .toArray();
    }

    private static Object argument(Parameter parameter, TriggerEvent event, InvocationContext context) {
        if (parameter instanceof Parameter.Data data) {
            return event.data().apply(data.type());
        }
        if (parameter instanceof Parameter.Metadata wanted) {
            BindingValue value = event.metadata().get(wanted.name());
            if (value == null) {
                // The worker cannot bind an absent value either: it fails before the function runs.
                throw new IllegalArgumentException("no value for @BindingName(\"" + wanted.name() + "\")");
            }
            return value.as(wanted.type());
        }
        return context;
    }
}
