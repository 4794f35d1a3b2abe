package io.muster.local.host.work;

/** A trigger that brings its own events. */
public interface Work extends AutoCloseable {
    void start();

    /** Takes no new events; invocations under way can still finish and settle. */
    void pause();

    @Override
    void close();
}
