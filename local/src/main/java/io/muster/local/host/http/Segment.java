package io.muster.local.host.http;

import java.util.List;

/** One segment of a route template. */
sealed interface Segment {

    /** Matches the same text, ignoring case. */
    record Literal(String text) implements Segment {}

    /** {@code {name:constraint?}}: one segment; an optional one may be absent at the end. */
    record Variable(String name, List<Constraint> constraints, boolean optional) implements Segment {
        public Variable {
            constraints = List.copyOf(constraints);
        }

        boolean accepts(String value) {
            return constraints.stream().allMatch(constraint -> constraint.accepts(value));
        }
    }

    /** {@code {*name}}: the rest of the path, maybe nothing. */
    record CatchAll(String name) implements Segment {}
}
