package io.muster.gateway.tls;

import io.netty.channel.Channel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.util.List;

/**
 * A listening socket that drops connections over the limit as it accepts them, before TLS spends anything on them.
 */
final class GatedServerChannel extends NioServerSocketChannel {
    private final ConnectionGate gate;

    GatedServerChannel(ConnectionGate gate) {
        this.gate = gate;
    }

    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
        int before = accepted.size();
        int count = super.doReadMessages(accepted);
        for (int i = accepted.size() - 1; i >= before; i--) {
            if (!admit((SocketChannel) accepted.get(i))) {
                ((Channel) accepted.remove(i)).unsafe().closeForcibly();
            }
        }
        return count;
    }

    private boolean admit(SocketChannel channel) {
        if (channel.remoteAddress() == null) {
            return false; // gone already
        }
        InetAddress client = channel.remoteAddress().getAddress();
        if (!gate.enter(client)) {
            return false;
        }
        channel.closeFuture().addListener(closed -> gate.leave(client));
        return true;
    }
}
