package io.muster.local.issuer;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.muster.local.process.AdminServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A running token issuer on 127.0.0.1: its HTTPS side and its admin side. See the package for what it can do. */
public final class LoopbackIssuer implements AutoCloseable {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int WORKERS = 2;

    private final HttpsServer server;
    private final AdminServer admin;
    private final ExecutorService workers;

    private LoopbackIssuer(HttpsServer server, AdminServer admin, ExecutorService workers) {
        this.server = server;
        this.admin = admin;
        this.workers = workers;
    }

    /** Serves at {@code https://localhost:PORT}; throws when a port is in use. */
    public static LoopbackIssuer start(IssuerSettings settings, Clock clock) throws IOException {
        HttpsServer https =
                HttpsServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), settings.port()), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(settings.tls()));
        String base = "https://localhost:" + https.getAddress().getPort();
        SigningKeys keys = new SigningKeys();
        TokenMint mint = new TokenMint(base, settings.tenant(), keys, clock);
        IssuerApi api = new IssuerApi(base, settings, keys, mint);
        IssuerFaults faults = new IssuerFaults();
        https.createContext("/", new IssuerHandler(api, faults));
        AdminServer admin = AdminServer.start(settings.adminPort(), IssuerAdmin.verbs(api, keys, mint, faults));
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        https.setExecutor(workers);
        https.start();
        return new LoopbackIssuer(https, admin, workers);
    }

    /** The HTTPS port. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** The port of the admin verbs. */
    public int adminPort() {
        return admin.port();
    }

    @Override
    public void close() {
        admin.close();
        server.stop(0);
        workers.shutdownNow();
    }
}
