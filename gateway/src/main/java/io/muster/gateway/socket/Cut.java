package io.muster.gateway.socket;

import io.netty.channel.Channel;

/**
 * Ends a connection at once. Vert.x and TLS close behind what still waits to be written, which with a client
 * that does not read would be never.
 */
public final class Cut {
    private Cut() {}

    /** Call it on the channel's event loop. */
    public static void now(Channel channel) {
        channel.unsafe().close(channel.voidPromise());
    }
}
