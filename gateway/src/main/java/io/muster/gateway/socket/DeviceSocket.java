package io.muster.gateway.socket;

import io.muster.gateway.registration.Peer;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/** A device's connection as a stream of bytes, after TLS and upgrade. Belongs to one event loop. */
public interface DeviceSocket {
    /** Who is at the other end. */
    Peer peer();

    /** Takes what arrives, in pieces as they come. */
    void onBytes(Consumer<Buffer> bytes);

    /** Runs once when the connection has ended, whoever ended it. */
    void onClosed(Runnable closed);

    /** Runs whenever a full write queue has room again. */
    void onDrained(Runnable drained);

    /** Sends; never blocks, so look at {@link #isFull}. */
    void write(Buffer bytes);

    /** Whether the client reads more slowly than we write. */
    boolean isFull();

    /** Delivers nothing until {@link #resume}; the client is slowed down by TCP. */
    void pause();

    void resume();

    /** Closes after what was written, in the order of the carrier. */
    void close();

    /** Cuts the connection now: for a client that does not keep to deadlines, and might not read either. */
    void cut();
}
