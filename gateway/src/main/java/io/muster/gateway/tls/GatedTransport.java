package io.muster.gateway.tls;

import io.netty.channel.ChannelFactory;
import io.netty.channel.ServerChannel;
import io.vertx.core.impl.transports.JDKTransport;

/** The JDK's sockets, with the connection gate at the listening ones. */
public final class GatedTransport extends JDKTransport {
    private final ConnectionGate gate;

    public GatedTransport(ConnectionGate gate) {
        this.gate = gate;
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
        return () -> new GatedServerChannel(gate);
    }
}
