package io.muster.local.host.app;

import java.util.Set;

/** What starts a function. Equal when made from an annotation and from the function.json the build derived from it. */
public sealed interface Trigger {

    /** Route below the prefix, the function's name when none is given; upper-case methods, empty for any. */
    record Http(String route, Set<String> methods) implements Trigger {
        public Http {
            methods = Set.copyOf(methods);
        }
    }

    /** Queue name, maybe with {@code %SETTING%}, and the name of the setting that leads to the namespace. */
    record Queue(String queueName, String connection) implements Trigger {}

    /** Six-field NCRONTAB expression, maybe {@code %SETTING%}. */
    record Timer(String schedule) implements Trigger {}
}
