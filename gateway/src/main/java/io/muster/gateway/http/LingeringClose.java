package io.muster.gateway.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;

/**
 * Closes a connection on which the client may still be sending in two steps: says the end, then drops what comes until the
 * client hangs up. A plain close would make the client's next byte meet a reset, and the answer be lost to it (RFC 9112, 9.6).
 * How long that may take is the {@link ClientConnection}'s.
 */
final class LingeringClose extends ChannelDuplexHandler {
    private final ClientConnection client;
    private boolean begun;

    LingeringClose(ClientConnection client) {
        this.client = client;
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) throws Exception {
        if (begun || !client.mayBeSending()) {
            super.close(context, promise);
            return;
        }
        begun = true;
        SocketChannel channel = (SocketChannel) context.channel();
        channel.closeFuture().addListener(closed -> promise.trySuccess());
        SslHandler tls = context.pipeline().get(SslHandler.class);
        tls.closeOutbound()
                .addListener(said -> channel.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE));
        channel.config().setAutoRead(true);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (begun) {
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }
}
