package io.muster.local.host.app;

import java.lang.reflect.Type;

/** Where one argument of a function's method comes from. */
public sealed interface Parameter {

    /** The request, message or timer state itself, in the declared type. */
    record Data(Type type) implements Parameter {}

    /** The execution context. */
    record Context() implements Parameter {}

    /** A value beside the data, by its binding name: a route value, a message's delivery count. */
    record Metadata(String name, Class<?> type) implements Parameter {}
}
