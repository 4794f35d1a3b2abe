package io.muster.local.servicebus;

import io.muster.local.process.AdminServer;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A running broker on 127.0.0.1: its AMQP side, its admin side and its journal. See the package for what it can do. */
public final class LoopbackBroker implements AutoCloseable {
    private static final int ANSWER_SECONDS = 20;
    private static final int SILENT_CLIENT_SECONDS = 120;

    private final Vertx vertx;
    private final NetServer server;
    private final AdminServer admin;
    private final BrokerLoop loop;
    private final Journal journal;

    private LoopbackBroker(BrokerSettings settings, Clock clock, FileJournal.Opened opened, Vertx vertx)
            throws IOException {
        this.vertx = vertx;
        journal = opened.journal();
        QueueNodes nodes = new QueueNodes(clock, journal);
        settings.queues().forEach(nodes::declare);
        nodes.restore(opened.history());
        SendFaults faults = new SendFaults(clock);
        loop = new BrokerLoop(vertx, nodes, journal, settings.rule(), faults, clock);
        NetServerOptions options = new NetServerOptions()
                .setHost("127.0.0.1")
                .setPort(settings.port())
                .setIdleTimeout(SILENT_CLIENT_SECONDS);
        server = await(vertx.createNetServer(options)
                .connectHandler(loop::accept)
                .listen()
                .toCompletionStage());
        loop.start();
        admin = AdminServer.start(settings.adminPort(), BrokerAdmin.verbs(nodes, faults, loop, this::onLoop));
    }

    /** Opens the journal, if there is one, and serves; throws when a port or the directory is in use or broken. */
    public static LoopbackBroker start(BrokerSettings settings, Clock clock) throws IOException {
        FileJournal.Opened opened = settings.data().isPresent()
                ? FileJournal.open(settings.data().get())
                : new FileJournal.Opened(Journal.NONE, List.of());
        // One loop, because all state belongs to one thread. No cache: Vert.x serves no files here.
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
        try {
            return new LoopbackBroker(settings, clock, opened, vertx);
        } catch (IOException | RuntimeException e) {
            vertx.close();
            opened.journal().close();
            throw e;
        }
    }

    /** The AMQP port. */
    public int port() {
        return server.actualPort();
    }

    /** The port of the admin verbs. */
    public int adminPort() {
        return admin.port();
    }

    @Override
    public void close() throws IOException {
        admin.close();
        onLoop(() -> {
            loop.stop();
            return true;
        });
        await(vertx.close().toCompletionStage());
        journal.close();
    }

    private <T> T onLoop(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        vertx.runOnContext(go -> result.completeAsync(work, Runnable::run));
        return result.orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS).join();
    }

    private static <T> T await(CompletionStage<T> stage) throws IOException {
        try {
            return stage.toCompletableFuture()
                    .orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            throw new IOException("The broker's network side failed", e.getCause());
        }
    }
}
