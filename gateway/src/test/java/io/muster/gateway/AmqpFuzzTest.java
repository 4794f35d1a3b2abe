package io.muster.gateway;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.edge.ClientChain;
import io.muster.core.edge.EdgeHeader;
import io.muster.core.edge.EdgeProtocol;
import io.muster.core.testkit.Effort;
import io.muster.gateway.amqp.AmqpFront;
import io.muster.gateway.registration.Device;
import io.muster.gateway.registration.Peer;
import io.muster.gateway.registration.RegistrationAnswer;
import io.muster.gateway.registration.Registrations;
import io.muster.gateway.socket.DeviceSocket;
import io.muster.gateway.upstream.Instance;
import io.muster.gateway.upstream.Instances;
import io.muster.gateway.upstream.TraceDraw;
import io.muster.gateway.upstream.Upstream;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.security.SaslInit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@DisplayName(
        "Whole AMQP conversations, mutated: nothing is thrown, little is answered, and every connection ends or stands")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AmqpFuzzTest {
    private static final long SEED = 5_671L;
    private static final int BATCH = 100;
    private static final String NAME = "0ne1/registrations/device-1";

    private Vertx vertx;
    private Registrations registrations;

    @BeforeAll
    void start() throws Exception {
        vertx = Vertx.vertx();
        Instance nobody = Instance.at(URI.create("http://127.0.0.1:1"));
        Upstream upstream = new Upstream(
                vertx,
                new Instances(List.of(nobody), Optional.empty()),
                Duration.ofMillis(200),
                Duration.ofSeconds(1),
                new TraceDraw(0, new Random(1)));
        registrations = new Registrations(new EdgeHeader(StubApp.KEYS), upstream, Clock.systemUTC(), 96 * 1024);
        // From now on nobody is there, which every call is told at once.
        Peer peer = new FakeSocket(false).peer();
        RegistrationAnswer first = Await.result(registrations
                .state(new Device(peer, "0ne1", "d", "2019-03-31", Optional.empty()))
                .answer());
        assertTrue(first.isError());
    }

    @AfterAll
    void stop() throws Exception {
        Await.result(vertx.close());
    }

    @Test
    void conversations() throws Exception {
        Random random = new Random(SEED);
        List<List<byte[]>> genuine = List.of(withToken(), withCertificate());
        AtomicInteger opened = new AtomicInteger();
        int inputs = Effort.inputs(3_000);
        for (int i = 0; i < inputs; i += BATCH) {
            int first = i;
            Promise<Void> done = Promise.promise();
            vertx.runOnContext(go -> {
                try {
                    AmqpFront front = new AmqpFront(vertx, registrations, AmqpListener.limits(), Clock.systemUTC());
                    for (int j = first; j < first + BATCH; j++) {
                        converse(front, genuine, random, j, opened);
                    }
                    done.complete();
                } catch (Throwable e) {
                    done.fail(e);
                }
            });
            Await.result(done.future());
        }
        assertTrue(opened.get() > inputs / 20, "too few got far enough to prove anything: " + opened);
    }

    private static void converse(
            AmqpFront front, List<List<byte[]>> genuine, Random random, int input, AtomicInteger opened) {
        int which = random.nextInt(genuine.size());
        FakeSocket socket = new FakeSocket(which == 1);
        try {
            front.opened(socket);
            for (byte[] piece : mutated(genuine.get(which), random)) {
                socket.take.accept(Buffer.buffer(piece));
            }
            if (socket.written > 500) {
                opened.incrementAndGet();
            }
            if (socket.written > 64 * 1024) {
                throw new AssertionError("It answered " + socket.written + " bytes");
            }
            socket.closed.run();
        } catch (Throwable e) {
            throw new AssertionError("seed " + SEED + ", input " + input, e);
        }
    }

    private static List<byte[]> mutated(List<byte[]> frames, Random random) {
        List<byte[]> pieces = new ArrayList<>(frames);
        int at = random.nextInt(pieces.size());
        switch (random.nextInt(7)) {
            case 0 -> pieces.add(at, pieces.get(random.nextInt(pieces.size())));
            case 1 -> pieces.remove(at);
            case 2 -> pieces.set(at, Arrays.copyOf(pieces.get(at), random.nextInt(pieces.get(at).length + 1)));
            case 3 -> {
                byte[] noise = new byte[random.nextInt(64)];
                random.nextBytes(noise);
                pieces.add(at, noise);
            }
            default -> {
                for (int i = random.nextInt(3); i >= 0; i--) {
                    int piece = random.nextInt(pieces.size());
                    pieces.set(piece, bent(pieces.get(piece).clone(), random));
                }
            }
        }
        return pieces;
    }

    private static byte[] bent(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        bytes[at] = random.nextBoolean() ? (byte) random.nextInt(256) : (byte) (bytes[at] ^ 1 << random.nextInt(8));
        return bytes;
    }

    private static List<byte[]> withToken() throws Exception {
        try (AmqpDevice device = new AmqpDevice()) {
            SaslInit init = new SaslInit();
            init.setMechanism(Symbol.valueOf("PLAIN"));
            init.setInitialResponse(new Binary(("\0" + NAME + "\0token").getBytes(StandardCharsets.UTF_8)));
            List<byte[]> pieces = new ArrayList<>(List.of(AmqpDevice.SASL_HEADER, device.encoded(init)));
            pieces.addAll(opening(device));
            return pieces;
        }
    }

    private static List<byte[]> withCertificate() throws Exception {
        try (AmqpDevice device = new AmqpDevice()) {
            return opening(device);
        }
    }

    /** Header, open, begin, two attaches, a flow, a transfer, a detach, an end, a close. */
    private static List<byte[]> opening(AmqpDevice device) {
        device.begin(NAME, "2019-03-31");
        List<byte[]> pieces = new ArrayList<>(cut(device.drained()));
        byte[] message =
                AmqpDevice.message("iotdps-register", Optional.empty(), new Data(new Binary(new byte[20])), "c1");
        byte[] head = {
            0, 0, 0, 0, 2, 0, 0, 0, 0x00, 0x53, 0x14, (byte) 0xc0, 9, 4, 0x52, 1, 0x52, 0, (byte) 0xa0, 1, 9, 0x43, 0
        };
        byte[] transfer = Arrays.copyOf(head, head.length - 1 + message.length);
        System.arraycopy(message, 0, transfer, head.length - 1, message.length);
        ByteBuffer.wrap(transfer).putInt(0, transfer.length);
        pieces.add(transfer);
        device.sender().close();
        device.receiver().detach();
        device.session().close();
        device.amqp().close();
        pieces.addAll(cut(device.drained()));
        return pieces;
    }

    private static List<byte[]> cut(byte[] stream) {
        List<byte[]> pieces = new ArrayList<>();
        int at = 0;
        if (stream.length > 8 && stream[0] == 'A') {
            pieces.add(Arrays.copyOf(stream, 8));
            at = 8;
        }
        while (at < stream.length) {
            int size = ByteBuffer.wrap(stream, at, 4).getInt();
            pieces.add(Arrays.copyOfRange(stream, at, at + size));
            at += size;
        }
        return pieces;
    }

    private static final class FakeSocket implements DeviceSocket {
        private final Peer peer;
        private Consumer<Buffer> take = bytes -> {};
        private Runnable closed = () -> {};
        private int written;

        FakeSocket(boolean certified) {
            ClientChain chain = certified ? ClientChain.of(List.of(new byte[100])) : ClientChain.none();
            peer = new Peer(EdgeProtocol.AMQP, "127.0.0.1", "dps.example", chain, Optional.empty());
        }

        @Override
        public Peer peer() {
            return peer;
        }

        @Override
        public void onBytes(Consumer<Buffer> bytes) {
            take = bytes;
        }

        @Override
        public void onClosed(Runnable end) {
            closed = end;
        }

        @Override
        public void onDrained(Runnable drained) {}

        @Override
        public void write(Buffer bytes) {
            written += bytes.length();
        }

        @Override
        public boolean isFull() {
            return false;
        }

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void close() {}

        @Override
        public void cut() {}
    }
}
