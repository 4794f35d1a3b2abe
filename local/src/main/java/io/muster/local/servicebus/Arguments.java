package io.muster.local.servicebus;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.message.Message;

/** The map in the body of a management request, read with types; a fault is answered as 400. */
record Arguments(Map<?, ?> body) {
    static Arguments of(Message request) {
        if (request.getBody() instanceof AmqpValue value && value.getValue() instanceof Map<?, ?> map) {
            return new Arguments(map);
        }
        return new Arguments(Map.of());
    }

    /** The elements of a list or array, all of that type. */
    <T> List<T> list(String name, Class<T> type) {
        Object value = body.get(name);
        List<?> elements;
        if (value instanceof List<?> list) {
            elements = list;
        } else if (value instanceof Object[] array) {
            elements = Arrays.asList(array);
        } else if (value instanceof long[] longs) {
            elements = Arrays.stream(longs).boxed().toList();
        } else {
            throw fault(name);
        }
        if (!elements.stream().allMatch(type::isInstance)) {
            throw fault(name);
        }
        return elements.stream().map(type::cast).toList();
    }

    long number(String name) {
        if (body.get(name) instanceof Number number) {
            return number.longValue();
        }
        throw fault(name);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(body.get(name)).map(String::valueOf);
    }

    Map<?, ?> mapOrEmpty(String name) {
        return body.get(name) instanceof Map<?, ?> map ? map : Map.of();
    }

    static RefusedException fault(String name) {
        return new RefusedException(AmqpError.invalid("The request's " + name + " is missing or has the wrong type."));
    }
}
