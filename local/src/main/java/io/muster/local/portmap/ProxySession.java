package io.muster.local.portmap;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;

/** One client: hears its greeting out, connects it to its target and from then on only carries bytes. */
final class ProxySession {

    private final NetSocket client;
    private final NetClient connector;
    private final Routes routes;
    private Buffer heard = Buffer.buffer();
    private boolean methodsAgreed;

    ProxySession(NetSocket client, NetClient connector, Routes routes) {
        this.client = client;
        this.connector = connector;
        this.routes = routes;
    }

    void hear(Buffer bytes) {
        heard.appendBuffer(bytes);
        Greeting greeting = read();
        while (greeting instanceof Greeting.Reply reply) {
            methodsAgreed = true;
            heard = heard.getBuffer(reply.consumed(), heard.length());
            client.write(reply.answer());
            greeting = read();
        }
        if (greeting instanceof Greeting.Refuse refuse) {
            hangUp(refuse.answer());
        } else if (greeting instanceof Greeting.Connect connect) {
            routes.find(connect.host(), connect.port())
                    .ifPresentOrElse(target -> open(target, connect), () -> hangUp(connect.refused()));
        }
    }

    private Greeting read() {
        if (methodsAgreed) {
            return Socks5.request(heard);
        }
        if (heard.length() == 0) {
            return new Greeting.Incomplete();
        }
        return heard.getByte(0) == Socks5.VERSION ? Socks5.methods(heard) : HttpConnect.request(heard);
    }

    private void open(InetSocketAddress target, Greeting.Connect connect) {
        // Nothing may be read until the pipe stands, or the client's first bytes would be heard as a greeting.
        client.pause();
        connector
                .connect(SocketAddress.inetSocketAddress(target))
                .onSuccess(upstream -> join(upstream, connect))
                .onFailure(error -> hangUp(connect.refused()));
    }

    private void join(NetSocket upstream, Greeting.Connect connect) {
        client.write(connect.accepted());
        if (heard.length() > connect.consumed()) {
            upstream.write(heard.getBuffer(connect.consumed(), heard.length()));
        }
        upstream.pipeTo(client);
        client.pipeTo(upstream);
        client.resume();
    }

    private void hangUp(Buffer lastWords) {
        client.end(lastWords);
    }
}
