package io.muster.gateway.socket;

import io.vertx.core.Future;

/** A protocol on one event loop. */
public interface SocketService {
    /** Takes over a connection; nothing has been read from it. */
    void opened(DeviceSocket socket);

    /** Takes no more requests, lets running ones be answered; ends when no connection is left. Call it on the event loop. */
    Future<Void> drain();
}
