package io.muster.conformance.protocols;

import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.Prerequisite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A port that Java's AMQP client insists on, on loopback, and behind it the one the service has: this client goes through no
 * proxy (seams 12).
 */
public final class StandardPort implements AutoCloseable {
    private static final int AMQPS = 5671;
    private static final int HTTPS = 443;

    private final ServerSocket listening;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private StandardPort(ServerSocket listening, int target) {
        this.listening = listening;
        this.target = target;
    }

    /** The one that a transport takes; none is opened for those that go through the proxy. */
    public static StandardPort of(Transport transport, LocalStack stack) {
        return switch (transport) {
            case AMQP -> open(AMQPS, stack.facts().at("/device/amqp").asInt());
            case AMQP_WS -> open(HTTPS, stack.edge().getPort());
            case HTTPS, MQTT, MQTT_WS -> open(0, 0);
        };
    }

    /** Opens nothing where the service has that port itself. */
    private static StandardPort open(int port, int target) {
        try {
            ServerSocket listening = new ServerSocket();
            listening.setReuseAddress(true);
            StandardPort opened = new StandardPort(listening, target);
            if (port != target) {
                Prerequisite.require(opened.bind(port), "port " + port + " of 127.0.0.1 must be free, and allowed");
                daemon(opened::accept);
            }
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean bind(int port) {
        try {
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false; // taken, or not for this user
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                open.add(client);
                // Past the proxy that this JVM's other sockets use.
                Socket service = new Socket(Proxy.NO_PROXY);
                open.add(service);
                service.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
                daemon(() -> pipe(client, service));
                daemon(() -> pipe(service, client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private static void pipe(Socket from, Socket to) {
        try (from;
                to) {
            long unused = from.getInputStream().transferTo(to.getOutputStream());
        } catch (SocketException e) {
            return; // the other direction has ended it
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "standard port");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket each : open) {
                each.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
