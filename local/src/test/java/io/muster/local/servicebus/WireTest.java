package io.muster.local.servicebus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.messaging.servicebus.ServiceBusMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.Session;
import org.apache.qpid.proton.engine.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bytes on the bare socket: heartbeats that must come, and rubbish that must do no harm. */
class WireTest {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final byte[] HEARTBEAT = {0, 0, 0, 8, 2, 0, 0, 0};

    private TestBroker broker;

    @BeforeEach
    void start() throws Exception {
        broker = TestBroker.inMemory();
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
    }

    @Test
    void aClientThatAsksForHeartbeatsGetsThem() throws Exception {
        try (Socket socket = connect()) {
            // when
            socket.getOutputStream().write(opening(400));

            // then
            int seen = 0;
            byte[] last = new byte[HEARTBEAT.length];
            InputStream in = socket.getInputStream();
            for (int next = in.read(); seen < 3; next = in.read()) {
                assertTrue(next >= 0, "closed before three heartbeats");
                System.arraycopy(last, 1, last, 0, last.length - 1);
                last[last.length - 1] = (byte) next;
                if (ByteBuffer.wrap(last).equals(ByteBuffer.wrap(HEARTBEAT))) {
                    seen++;
                }
            }
            assertEquals(3, seen);
        }
    }

    /** Seeded: pure noise, and real frames with bytes changed. Whatever happens to that connection, the others live on. */
    @Test
    void noBytesBringTheServerDown() throws Exception {
        byte[] real = opening(10_000);
        int resets = 0;
        for (long seed = 1; seed <= 150; seed++) {
            Random random = new Random(seed);
            byte[] bytes = random.nextInt(3) == 0 ? noise(random) : damaged(real, random);
            try (Socket socket = connect()) {
                socket.getOutputStream().write(bytes);
                socket.shutdownOutput();
                drain(socket);
            } catch (SocketException e) {
                resets++; // cut off while still writing: as good an answer to rubbish as a close
            }
        }

        assertTrue(resets < 150, "every connection was reset");
        broker.sender().sendMessage(new ServiceBusMessage("alive"));
        assertEquals("alive", TestBroker.take(broker.receiver()).getBody().toString());
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), broker.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static void drain(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        in.transferTo(OutputStream.nullOutputStream());
    }

    private static byte[] noise(Random random) {
        byte[] bytes = new byte[random.nextInt(2000)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] damaged(byte[] real, Random random) {
        byte[] bytes = real.clone();
        for (int change = 1 + random.nextInt(4); change > 0; change--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    /** What a client sends first, without SASL: header, open, begin and the attaches of its put-token links. */
    private static byte[] opening(int idleMillis) {
        Transport transport = Proton.transport();
        transport.setIdleTimeout(idleMillis);
        Connection connection = Proton.connection();
        transport.bind(connection);
        connection.setContainer("test");
        connection.open();
        Session session = connection.session();
        session.open();
        session.sender("cbs:sender").open();
        session.receiver("cbs:receiver").open();
        byte[] bytes = new byte[transport.pending()];
        transport.head().get(bytes);
        return bytes;
    }
}
