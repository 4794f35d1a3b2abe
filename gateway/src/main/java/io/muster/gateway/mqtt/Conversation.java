package io.muster.gateway.mqtt;

import io.muster.gateway.refusal.Refusal;
import io.muster.gateway.registration.Device;
import io.muster.gateway.registration.PendingAnswer;
import io.muster.gateway.registration.RegistrationAnswer;
import io.muster.gateway.registration.Registrations;
import io.muster.gateway.socket.DeviceSocket;
import io.muster.gateway.socket.RateMeter;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One client's connection from CONNECT to its end. Packets are taken in order; while the app has as many of its requests
 * as one connection may have, or the client does not read, nothing more is read from it.
 */
final class Conversation {
    /** Devices have one request open; a second register of theirs need not wait for a poll. */
    private static final int MOST_REQUESTS = 4;

    private static final int HIGHEST_PACKET_ID = 0xffff;

    private enum Stage {
        NEW,
        PROVING,
        TALKING,
        ENDING
    }

    private final DeviceSocket socket;
    private final Registrations registrations;
    private final PacketFramer framer;
    private final RateMeter meter;
    private final Deadline deadline;
    private final Set<PendingAnswer> running = Collections.newSetFromMap(new IdentityHashMap<>());
    private Stage stage = Stage.NEW;
    private Optional<Device> device = Optional.empty();
    private OptionalInt subscribed = OptionalInt.empty();
    private int lastPacketId;
    private boolean draining;
    private boolean proceeding;

    Conversation(DeviceSocket socket, Registrations registrations, MqttLimits limits) {
        long now = System.nanoTime();
        this.socket = socket;
        this.registrations = registrations;
        this.framer = new PacketFramer(limits.bodyBytes());
        this.meter = new RateMeter(limits.messageBurst(), limits.messagesPerSecond(), now);
        this.deadline = new Deadline(limits, now);
    }

    /** Starts to listen; {@code gone} runs when the connection has ended. */
    void begin(Runnable gone) {
        socket.onClosed(() -> {
            stage = Stage.ENDING;
            List.copyOf(running).forEach(PendingAnswer::cancel);
            gone.run();
        });
        socket.onDrained(this::proceed);
        socket.onBytes(bytes -> {
            if (stage != Stage.ENDING) {
                framer.add(bytes);
                proceed();
            }
        });
    }

    /** Cuts the connection if the client is late with what it is to do next. */
    void cutIfLate(long now) {
        if (deadline.isOver(now)) {
            socket.cut();
        }
    }

    /** Ends the conversation now, or after the answers that are still to come. */
    void drain() {
        draining = true;
        proceed();
    }

    private void proceed() {
        if (proceeding) {
            return; // an answer that needed no app came while its request was being taken
        }
        proceeding = true;
        try {
            for (Optional<byte[]> packet = next(); packet.isPresent(); packet = next()) {
                if (!meter.take(System.nanoTime())) {
                    end();
                    break;
                }
                take(PacketReader.read(packet.get()));
                if (stage == Stage.TALKING) {
                    deadline.packet();
                }
            }
        } catch (MalformedPacketException e) {
            if (stage == Stage.NEW) {
                e.refusal().ifPresent(code -> socket.write(PacketWriter.connectAnswer(code)));
            }
            end();
        } finally {
            proceeding = false;
        }
        rest();
    }

    private Optional<byte[]> next() throws MalformedPacketException {
        boolean ready = stage == Stage.NEW || stage == Stage.TALKING;
        return ready && !draining && running.size() < MOST_REQUESTS && !socket.isFull()
                ? framer.next()
                : Optional.empty();
    }

    /** Nothing to be done for now: decides what is waited for, and until when. */
    private void rest() {
        if (stage == Stage.ENDING) {
            return;
        }
        if (draining && running.isEmpty()) {
            end();
        } else if (socket.isFull()) {
            deadline.reader();
            socket.pause();
        } else if (running.isEmpty()) {
            socket.resume();
            if (framer.isPartial()) {
                deadline.restOfPacket();
            } else if (stage == Stage.TALKING) {
                deadline.packet();
            }
        } else {
            deadline.us();
            if (stage == Stage.PROVING || running.size() == MOST_REQUESTS) {
                socket.pause();
            } else {
                socket.resume();
            }
        }
    }

    private void take(Packet packet) throws MalformedPacketException {
        if (stage == Stage.NEW != packet instanceof Packet.Connect) {
            throw new MalformedPacketException("Not one CONNECT at first");
        }
        if (packet instanceof Packet.Connect connect) {
            connect(connect);
        } else if (packet instanceof Packet.Publish publish) {
            publish(publish);
        } else if (packet instanceof Packet.Subscribe subscribe) {
            subscribe(subscribe);
        } else if (packet instanceof Packet.Unsubscribe unsubscribe) {
            unsubscribe(unsubscribe);
        } else if (packet instanceof Packet.Ping) {
            socket.write(PacketWriter.pingAnswer());
        } else if (packet instanceof Packet.Disconnect) {
            end();
        }
    }

    private void connect(Packet.Connect connect) {
        framer.connectSeen();
        deadline.keepAlive(connect.keepAlive());
        Optional<UserName> name = connect.userName().flatMap(UserName::parse);
        if (name.isEmpty()) {
            refuse(MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD);
        } else if (!sameId(connect.clientId(), name.get().registrationId())) {
            refuse(MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED);
        } else {
            prove(new Device(
                    socket.peer(),
                    name.get().idScope(),
                    name.get().registrationId(),
                    name.get().apiVersion(),
                    connect.password().filter(password -> !password.isEmpty())));
        }
    }

    /** Registration ids compare without case (behaviour.md 1.25); the client id is one (11.2). */
    private static boolean sameId(String clientId, String registrationId) {
        return clientId.toLowerCase(Locale.ROOT).equals(registrationId.toLowerCase(Locale.ROOT));
    }

    /**
     * A bad token is told in CONNACK (clients.md 24), and only the app can tell a bad one, so it is asked. A certificate has
     * been proven by the handshake; what it is worth is told in the answer to the first request (seams 3).
     */
    private void prove(Device named) {
        device = Optional.of(named);
        if (named.token().isEmpty() && named.peer().showedCertificate()) {
            accept();
            return;
        }
        stage = Stage.PROVING;
        await(registrations.state(named), state -> {
            MqttConnectReturnCode code = ConnectAnswer.of(state);
            if (code == MqttConnectReturnCode.CONNECTION_ACCEPTED) {
                accept();
            } else {
                refuse(code);
            }
        });
    }

    private void accept() {
        stage = Stage.TALKING;
        socket.write(PacketWriter.connectAnswer(MqttConnectReturnCode.CONNECTION_ACCEPTED));
    }

    private void refuse(MqttConnectReturnCode code) {
        socket.write(PacketWriter.connectAnswer(code));
        end();
    }

    private void subscribe(Packet.Subscribe subscribe) {
        List<MqttQoS> granted = new ArrayList<>();
        for (Packet.Filter filter : subscribe.filters()) {
            if (filter.topic().equals(ResponseTopic.FILTER)) {
                int qos = Math.min(filter.qos(), MqttQoS.AT_LEAST_ONCE.value()); // behaviour.md 11.8
                subscribed = OptionalInt.of(qos);
                granted.add(MqttQoS.valueOf(qos));
            } else {
                granted.add(MqttQoS.FAILURE);
            }
        }
        socket.write(PacketWriter.subscribeAnswer(subscribe.packetId(), granted));
    }

    private void unsubscribe(Packet.Unsubscribe unsubscribe) {
        if (unsubscribe.topics().contains(ResponseTopic.FILTER)) {
            subscribed = OptionalInt.empty();
        }
        socket.write(PacketWriter.unsubscribeAnswer(unsubscribe.packetId()));
    }

    private void publish(Packet.Publish publish) throws MalformedPacketException {
        if (publish.qos() > MqttQoS.AT_LEAST_ONCE.value()) {
            throw new MalformedPacketException("QoS 2");
        }
        RequestTopic topic = RequestTopic.parse(publish.topic())
                .orElseThrow(() -> new MalformedPacketException("A topic that is not ours"));
        if (publish.qos() == MqttQoS.AT_LEAST_ONCE.value()) {
            // Before the answer, or .NET takes it for one to something else (clients.md 20).
            socket.write(PacketWriter.acknowledgement(publish.packetId()));
        }
        Device asking = device.orElseThrow();
        if (topic instanceof RequestTopic.Register register) {
            await(
                    registrations.register(asking, publish.payload().getBytes()),
                    answer -> answer(register.rid(), answer));
        } else if (topic instanceof RequestTopic.OperationStatus status) {
            await(registrations.operation(asking, status.operationId()), answer -> answer(status.rid(), answer));
        } else {
            answer(topic.rid(), registrations.refused(Refusal.UNKNOWN_REQUEST));
        }
    }

    /** One message for one request (clients.md 22), at the QoS that was asked for (clients.md 20). */
    private void answer(String rid, RegistrationAnswer answer) {
        if (subscribed.isEmpty()) {
            return;
        }
        lastPacketId = lastPacketId == HIGHEST_PACKET_ID ? 1 : lastPacketId + 1;
        Buffer message =
                PacketWriter.message(ResponseTopic.of(answer, rid), subscribed.getAsInt(), lastPacketId, answer.body());
        socket.write(message);
    }

    private void await(PendingAnswer pending, Consumer<RegistrationAnswer> then) {
        running.add(pending);
        pending.answer().onSuccess(answer -> {
            running.remove(pending);
            if (stage != Stage.ENDING) {
                then.accept(answer);
                proceed();
            }
        });
    }

    private void end() {
        stage = Stage.ENDING;
        deadline.end();
        // Whoever still sends gets no buffer for it; the rest runs against the deadline.
        socket.resume();
        socket.close();
    }
}
