package io.muster.core.edge;

import java.util.function.Function;

/** What {@link EdgeHeader#verify} found. */
public sealed interface EdgeVerdict {
    /** The header is ours, fresh and made for this request. */
    record Genuine(EdgeClaims claims) implements EdgeVerdict {
        @Override
        public <T> T match(Function<EdgeClaims, T> genuine, Function<EdgeRefusal, T> refused) {
            return genuine.apply(claims);
        }
    }

    /** The header must not be believed. */
    record Refused(EdgeRefusal reason) implements EdgeVerdict {
        @Override
        public <T> T match(Function<EdgeClaims, T> genuine, Function<EdgeRefusal, T> refused) {
            return refused.apply(reason);
        }
    }

    /** Calls the one function that fits. */
    <T> T match(Function<EdgeClaims, T> genuine, Function<EdgeRefusal, T> refused);
}
