package io.muster.gateway.http;

import io.muster.gateway.socket.Cut;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;

/**
 * Sits behind the HTTP decoder. Bounds how many requests a client may send ahead of their answers: Vert.x would keep them all.
 * And has a body that cannot be decoded refused: Vert.x would hang up without a word.
 */
final class DecodedWatch extends ChannelInboundHandlerAdapter {
    /** Clients that send requests ahead at all send a few. */
    private static final int MOST_AHEAD = 16;

    private final ClientConnection client;
    private boolean over;

    DecodedWatch(ClientConnection client) {
        this.client = client;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!over && message instanceof HttpRequest && client.requestCame() > MOST_AHEAD) {
            over = true;
            Cut.now(context.channel());
        } else if (!over && message instanceof HttpContent content && isMalformed(content)) {
            over = client.malformedBody();
        }
        if (over) {
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }

    /** A head that cannot be decoded is a request, and refused as one. */
    private static boolean isMalformed(HttpContent content) {
        return content.decoderResult().isFailure() && !(content instanceof HttpRequest);
    }
}
