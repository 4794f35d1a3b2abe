package io.muster.local.host.work;

/** A trigger that brings its own events. */
public interface Work extends AutoCloseable {
    void start();

    /** Called before new invocations are refused: brings no more events; those under way still finish and settle. */
    void pause();

    @Override
    void close();
}
