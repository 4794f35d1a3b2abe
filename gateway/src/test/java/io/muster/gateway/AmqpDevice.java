package io.muster.gateway;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.Section;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.amqp.security.SaslCode;
import org.apache.qpid.proton.amqp.security.SaslInit;
import org.apache.qpid.proton.amqp.security.SaslMechanisms;
import org.apache.qpid.proton.amqp.security.SaslOutcome;
import org.apache.qpid.proton.amqp.security.SaslResponse;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.codec.AMQPDefinedTypes;
import org.apache.qpid.proton.codec.DecoderImpl;
import org.apache.qpid.proton.codec.EncoderImpl;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.engine.Session;
import org.apache.qpid.proton.engine.Transport;
import org.apache.qpid.proton.message.Message;

/** A device that speaks AMQP: SASL frames by hand, then proton-j's engine as a client. */
final class AmqpDevice implements AutoCloseable {
    static final byte[] SASL_HEADER = {'A', 'M', 'Q', 'P', 3, 1, 0, 0};
    static final byte[] AMQP_HEADER = {'A', 'M', 'Q', 'P', 0, 1, 0, 0};

    private static final int LARGEST_SASL_FRAME = 512;

    private final Optional<RawConnection> connection;
    private final Sending sending;
    private final DataInputStream in;
    private final DecoderImpl decoder = new DecoderImpl();
    private final EncoderImpl encoder = new EncoderImpl(decoder);
    private final Transport transport = Proton.transport();
    private final Connection amqp = Proton.connection();
    private final Session session = amqp.session();
    private Optional<Sender> sender = Optional.empty();
    private Optional<Receiver> receiver = Optional.empty();
    private int tags;

    private interface Sending {
        void send(byte[] bytes) throws IOException;
    }

    /** The messages of a WebSocket as a stream. */
    private static final class Frames extends InputStream {
        private final WebSocketClient socket;

        Frames(WebSocketClient socket) {
            this.socket = socket;
        }

        @Override
        public int read() throws IOException {
            byte[] one = socket.read(1);
            return one.length == 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int at, int most) throws IOException {
            int first = read();
            if (first < 0) {
                return -1;
            }
            into[at] = (byte) first;
            return 1;
        }
    }

    AmqpDevice(RawConnection connection) {
        this(Optional.of(connection), connection::send, connection.input());
    }

    /** One over WebSockets. */
    AmqpDevice(WebSocketClient socket) {
        this(Optional.empty(), socket::send, new Frames(socket));
    }

    private AmqpDevice(Optional<RawConnection> connection, Sending sending, InputStream in) {
        this.connection = connection;
        this.sending = sending;
        this.in = new DataInputStream(in);
        AMQPDefinedTypes.registerAllTypes(decoder, encoder);
        transport.bind(amqp);
    }

    /** One without a connection, whose bytes a test takes from {@link #drained}. */
    AmqpDevice() {
        this(Optional.empty(), bytes -> {}, InputStream.nullInputStream());
    }

    RawConnection raw() {
        return connection.orElseThrow();
    }

    /** Begins SASL; what the gateway offers. */
    List<String> mechanisms() throws IOException {
        sending.send(SASL_HEADER);
        assertHeader(SASL_HEADER);
        SaslMechanisms offered = (SaslMechanisms) saslFrame();
        return Arrays.stream(offered.getSaslServerMechanisms())
                .map(Symbol::toString)
                .toList();
    }

    void init(String mechanism, byte[] response, String hostName) throws IOException {
        SaslInit init = new SaslInit();
        init.setMechanism(Symbol.valueOf(mechanism));
        init.setInitialResponse(new Binary(response));
        init.setHostname(hostName);
        send(init);
    }

    void respond(byte[] response) throws IOException {
        SaslResponse body = new SaslResponse();
        body.setResponse(new Binary(response));
        send(body);
    }

    SaslCode plain(String user, String token) throws IOException {
        List<String> unused = mechanisms();
        init("PLAIN", ("\0" + user + "\0" + token).getBytes(StandardCharsets.UTF_8), "dps.example");
        return outcome();
    }

    SaslCode outcome() throws IOException {
        return ((SaslOutcome) saslFrame()).getCode();
    }

    private void send(Object body) throws IOException {
        sending.send(encoded(body));
    }

    byte[] encoded(Object body) {
        ByteBuffer frame = ByteBuffer.allocate(4096).position(8);
        encoder.setByteBuffer(frame);
        encoder.writeObject(body);
        int size = frame.position();
        frame.putInt(0, size).put(4, (byte) 2).put(5, (byte) 1);
        return Arrays.copyOf(frame.array(), size);
    }

    Object saslFrame() throws IOException {
        int size = in.readInt();
        if (size > LARGEST_SASL_FRAME) {
            throw new IOException("A SASL frame of " + size + " bytes");
        }
        byte[] rest = new byte[size - 4];
        in.readFully(rest);
        decoder.setByteBuffer(ByteBuffer.wrap(rest, 4, rest.length - 4));
        return decoder.readObject();
    }

    private void assertHeader(byte[] expected) throws IOException {
        byte[] header = new byte[expected.length];
        in.readFully(header);
        if (!Arrays.equals(expected, header)) {
            throw new IOException("Not the header that was expected: " + Arrays.toString(header));
        }
    }

    /** Opens connection, session and both links; waits until all stand and there is credit. */
    void open(String address, String apiVersion) throws Exception {
        begin(address, apiVersion);
        until(() -> linksAre(EndpointState.ACTIVE) && sender.orElseThrow().getCredit() > 0);
    }

    /** The same without waiting. */
    void begin(String address, String apiVersion) {
        amqp.setContainer("device");
        amqp.setHostname("dps.example");
        amqp.open();
        session.open();
        Map<Symbol, Object> properties = Map.of(Symbol.valueOf("com.microsoft:api-version"), apiVersion);
        Source source = new Source();
        source.setAddress(address);
        Target target = new Target();
        target.setAddress(address);
        Receiver in = session.receiver("in");
        in.setSource(source);
        in.setTarget(new Target());
        in.setProperties(properties);
        in.open();
        in.flow(1);
        Sender out = session.sender("out");
        out.setSource(new Source());
        out.setTarget(target);
        out.setProperties(properties);
        out.open();
        receiver = Optional.of(in);
        sender = Optional.of(out);
    }

    Sender sender() {
        return sender.orElseThrow();
    }

    Receiver receiver() {
        return receiver.orElseThrow();
    }

    Connection amqp() {
        return amqp;
    }

    Session session() {
        return session;
    }

    boolean linksAre(EndpointState state) {
        return sender.orElseThrow().getRemoteState() == state
                && receiver.orElseThrow().getRemoteState() == state;
    }

    /** Sends a request; the outcome of its transfer. */
    DeliveryState send(String operation, Optional<String> operationId, byte[] body) throws Exception {
        return send(operation, operationId, new Data(new Binary(body)), "c1");
    }

    DeliveryState send(String operation, Optional<String> operationId, Section body, Object correlationId)
            throws Exception {
        Delivery delivery = transfer(message(operation, operationId, body, correlationId));
        until(() -> delivery.getRemoteState() != null);
        delivery.settle();
        return delivery.getRemoteState();
    }

    static byte[] message(String operation, Optional<String> operationId, Section body, Object correlationId) {
        Message message = Proton.message();
        Map<String, Object> properties = new HashMap<>(Map.of("iotdps-operation-type", operation));
        operationId.ifPresent(id -> properties.put("iotdps-operation-id", id));
        message.setApplicationProperties(new ApplicationProperties(properties));
        message.setCorrelationId(correlationId);
        message.setBody(body);
        byte[] room = new byte[256 * 1024];
        return Arrays.copyOf(room, message.encode(room, 0, room.length));
    }

    Delivery transfer(byte[] message) {
        Delivery delivery =
                sender().delivery(ByteBuffer.allocate(4).putInt(tags++).array());
        int unused = sender().send(message, 0, message.length);
        boolean unusedToo = sender().advance();
        return delivery;
    }

    /** The next answer; accepted, settled, and credit given for one more. */
    Message answer() throws Exception {
        Receiver from = receiver();
        until(() -> from.current() != null
                && !from.current().isPartial()
                && from.current().isReadable());
        Delivery delivery = from.current();
        byte[] bytes = new byte[delivery.pending()];
        int length = from.recv(bytes, 0, bytes.length);
        delivery.disposition(Accepted.getInstance());
        delivery.settle();
        boolean unused = from.advance();
        from.flow(1);
        Message message = Proton.message();
        int unusedToo = message.decode(bytes, 0, length);
        return message;
    }

    /** Exchanges bytes until what is waited for has come; the gateway's hanging up is an EOFException. */
    void until(Callable<Boolean> look) throws Exception {
        flush();
        while (!look.call()) {
            byte[] some = new byte[4096];
            int count = in.read(some);
            if (count < 0) {
                throw new EOFException("The gateway closed the connection");
            }
            take(some, count);
            flush();
        }
    }

    private void take(byte[] bytes, int count) {
        for (int at = 0; at < count; ) {
            int room = Math.min(transport.capacity(), count - at);
            transport.tail().put(bytes, at, room);
            transport.process();
            at += room;
        }
    }

    void flush() throws IOException {
        byte[] out = drained();
        if (out.length > 0) {
            sending.send(out);
        }
    }

    /** What the engine wants to send. */
    byte[] drained() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int pending = transport.pending(); pending > 0; pending = transport.pending()) {
            byte[] out = new byte[pending];
            transport.head().get(out);
            transport.pop(pending);
            all.writeBytes(out);
        }
        return all.toByteArray();
    }

    @Override
    public void close() throws IOException {
        if (connection.isPresent()) {
            raw().close();
        }
    }
}
