package io.muster.local.servicebus;

import java.util.List;
import java.util.function.Supplier;

/** Where changes are made to last. What was recorded counts as kept when {@link #commit} returns. */
interface Journal extends AutoCloseable {
    /** Keeps nothing: the queues live and die with the process. */
    Journal NONE = new Journal() {
        @Override
        public void record(Change change) {}

        @Override
        public void commit(Supplier<List<Change>> state) {}

        @Override
        public void close() {}
    };

    void record(Change change);

    /** Writes what was recorded since the last commit; {@code state} rebuilds everything, for a fresh journal. */
    void commit(Supplier<List<Change>> state);

    @Override
    void close();
}
