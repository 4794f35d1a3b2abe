package io.muster.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Sits before the HTTP decoder and tells the connection that bytes came: a slow head must run against its deadline. */
final class ByteWatch extends ChannelInboundHandlerAdapter {
    private final ClientConnection client;

    ByteWatch(ClientConnection client) {
        this.client = client;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        client.bytesCame();
        context.fireChannelRead(message);
    }
}
