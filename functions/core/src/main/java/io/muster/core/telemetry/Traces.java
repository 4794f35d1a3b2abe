package io.muster.core.telemetry;

import java.util.Optional;

/**
 * Port: the parts of a call, timed, and the trace they belong to. What is recorded leaves in the background; nothing here
 * fails or waits. A part belongs to its thread until it is closed, and what begins on that thread meanwhile is a part of it.
 */
public interface Traces {
    /** For a process that takes part in no trace. */
    Traces NONE = new Traces() {
        @Override
        public Part begin(Kind kind, String name, Optional<TraceParent> caller) {
            return Part.NONE;
        }

        @Override
        public Optional<TraceParent> current() {
            return Optional.empty();
        }
    };

    /** What a part is to its neighbours. */
    enum Kind {
        /** Within this process: whoever runs it reports the request itself. */
        WITHIN,
        /** A call of another service, its answer awaited. */
        CALL,
        /** A message, put into the queue. */
        SEND,
        /** A message, taken from the queue. */
        RECEIVE
    }

    /** A part that runs; says nothing when its trace is not recorded. Holds no secret and no registration id. */
    interface Part extends AutoCloseable {
        Part NONE = new Part() {
            @Override
            public void name(String name) {}

            @Override
            public void note(String name, String value) {}

            @Override
            public void failed(String type) {}

            @Override
            public void close() {}
        };

        /** Another name than it began with. */
        void name(String name);

        void note(String name, String value);

        /** @param type a code or the name of a class; never a message, which may quote what it is about */
        void failed(String type);

        @Override
        void close();
    }

    /**
     * Begins a part; few names, for backends group by them.
     *
     * @param caller who called from outside; without one it is a part of what runs on this thread
     */
    Part begin(Kind kind, String name, Optional<TraceParent> caller);

    /** Begins a part of what runs on this thread. */
    default Part begin(Kind kind, String name) {
        return begin(kind, name, Optional.empty());
    }

    /** What to tell whoever is called from here, recorded or not; empty outside of any trace. */
    Optional<TraceParent> current();
}
