package io.muster.local.vault;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.muster.local.process.AdminServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A running vault on 127.0.0.1: its HTTPS side and its admin side. See the package for what it can do. */
public final class LoopbackVault implements AutoCloseable {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int RSA_BITS = 2048;
    private static final int WORKERS = 4;

    private final HttpsServer server;
    private final AdminServer admin;
    private final ExecutorService workers;

    private LoopbackVault(HttpsServer server, AdminServer admin, ExecutorService workers) {
        this.server = server;
        this.admin = admin;
        this.workers = workers;
    }

    /** Loads the keys, makes those that are missing and serves; throws when a port is in use or the key file broken. */
    public static LoopbackVault start(VaultSettings settings, Clock clock) throws IOException {
        KeyStorage storage =
                settings.data().isPresent() ? new KeyFile(settings.data().get()) : KeyStorage.NONE;
        VaultKeys keys = new VaultKeys(storage, clock);
        settings.keys().forEach(name -> keys.createIfAbsent(name, RSA_BITS));
        VaultFaults faults = new VaultFaults();
        HttpsServer https =
                HttpsServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), settings.port()), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(settings.tls()));
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        https.setExecutor(workers);
        https.createContext("/", new VaultHandler(new VaultApi(keys), faults, settings.token(), workers));
        try {
            AdminServer admin = AdminServer.start(settings.adminPort(), VaultAdmin.verbs(keys, faults));
            https.start();
            return new LoopbackVault(https, admin, workers);
        } catch (IOException e) {
            workers.shutdownNow();
            throw e;
        }
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
