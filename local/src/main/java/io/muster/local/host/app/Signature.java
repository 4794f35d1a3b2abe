package io.muster.local.host.app;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.BindingName;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a function method's parameters and refuses what this host would bind differently from the platform. */
final class Signature {
    private static final Set<Class<?>> METADATA_TYPES =
            Set.of(String.class, int.class, Integer.class, long.class, Long.class);

    private final String place;
    private final String name;
    private final Method method;
    private final Problems problems;

    Signature(String place, String name, Method method, Problems problems) {
        this.place = place;
        this.name = name;
        this.method = method;
        this.problems = problems;
    }

    /** The function, or nothing when a problem was added. */
    Optional<FunctionDefinition> read() {
        List<Parameter> parameters = new ArrayList<>();
        List<Trigger> triggers = new ArrayList<>();
        for (java.lang.reflect.Parameter declared : method.getParameters()) {
            Optional<Trigger> trigger = new TriggerAnnotation(place, name, problems).of(declared);
            trigger.ifPresent(triggers::add);
            Optional<Parameter> parameter = trigger.isPresent()
                    ? Optional.of(new Parameter.Data(declared.getParameterizedType()))
                    : beside(declared);
            parameter.ifPresent(parameters::add);
            if (trigger.filter(found -> !takes(found, declared.getParameterizedType()))
                    .isPresent()) {
                problems.add(place + ": trigger data cannot be bound as " + declared.getParameterizedType());
            }
        }
        if (triggers.size() != 1 || parameters.size() != method.getParameterCount()) {
            problems.add(place + " needs exactly one HTTP, Service Bus queue or timer trigger, and beside it only"
                    + " ExecutionContext and @BindingName parameters of type String, int or long");
            return Optional.empty();
        }
        if (triggers.get(0) instanceof Trigger.Http && method.getReturnType() != HttpResponseMessage.class) {
            problems.add(place + " must return HttpResponseMessage");
        }
        return Optional.of(new FunctionDefinition(name, triggers.get(0), method, parameters));
    }

    private static Optional<Parameter> beside(java.lang.reflect.Parameter declared) {
        BindingName bindingName = declared.getAnnotation(BindingName.class);
        if (bindingName != null && METADATA_TYPES.contains(declared.getType())) {
            return Optional.of(new Parameter.Metadata(bindingName.value(), declared.getType()));
        }
        return declared.getType() == ExecutionContext.class ? Optional.of(new Parameter.Context()) : Optional.empty();
    }

    private static boolean takes(Trigger trigger, Type type) {
        return trigger instanceof Trigger.Http ? isRequest(type) : type == String.class;
    }

    /** {@code HttpRequestMessage<Optional<String>>} or {@code HttpRequestMessage<Optional<byte[]>>}. */
    private static boolean isRequest(Type type) {
        return type instanceof ParameterizedType message
                && message.getRawType() == HttpRequestMessage.class
                && message.getActualTypeArguments()[0] instanceof ParameterizedType body
                && body.getRawType() == Optional.class
                && (body.getActualTypeArguments()[0] == String.class
                        || body.getActualTypeArguments()[0] == byte[].class);
    }
}
