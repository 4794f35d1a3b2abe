package io.muster.gateway.amqp;

import io.muster.gateway.amqp.frame.Frame;
import io.muster.gateway.amqp.frame.FrameReader;
import io.muster.gateway.amqp.frame.MalformedFrameException;
import io.muster.gateway.amqp.frame.ProtocolHeader;
import io.muster.gateway.amqp.frame.ValueScan;
import io.muster.gateway.amqp.sasl.Login;
import io.muster.gateway.amqp.sasl.SaslConversation;
import io.muster.gateway.registration.Peer;
import io.muster.gateway.socket.DeviceSocket;
import io.muster.gateway.socket.RateMeter;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One client's connection: its layers, one after the other, and the time it has for each step. One event loop's. */
final class AmqpConnection {
    private enum Layer {
        /** Nothing has come yet: SASL, or AMQP at once (clients.md 25). */
        FIRST_HEADER,
        SASL,
        /** SASL has let the client in. */
        AMQP_HEADER,
        AMQP,
        OVER
    }

    private final AmqpFront front;
    private final DeviceSocket socket;
    private final Peer peer;
    private final Patience patience;
    private final Calls calls;
    private final FrameReader reader = new FrameReader();
    private final RateMeter rate =
            new RateMeter(AmqpLimits.MESSAGES_AT_ONCE, AmqpLimits.MESSAGES_A_SECOND, System.nanoTime());
    private Layer layer = Layer.FIRST_HEADER;
    private Optional<SaslConversation> sasl = Optional.empty();
    private Optional<Login> login = Optional.empty();
    private Optional<Engine> engine = Optional.empty();
    private Optional<Exchanges> exchanges = Optional.empty();
    private boolean busy;
    private boolean working;
    private int framesLeft = AmqpLimits.FRAMES_A_REQUEST;

    AmqpConnection(AmqpFront front, DeviceSocket socket) {
        this.front = front;
        this.socket = socket;
        this.peer = socket.peer();
        this.patience = new Patience(front.limits());
        this.calls = new Calls(front.registrations(), socket.peer());
    }

    void received(Buffer bytes) {
        if (layer == Layer.OVER) {
            return;
        }
        reader.append(bytes.getBytes());
        work();
    }

    void drained() {
        if (layer == Layer.OVER) {
            return;
        }
        patience.drained();
        flush();
        work();
    }

    void gone() {
        layer = Layer.OVER;
        calls.cancelAll();
    }

    boolean isLate(long nanoTime) {
        return patience.isOver(nanoTime, busy || calls.isWaiting());
    }

    void tick(long nanoTime) {
        engine.ifPresent(running -> {
            running.tick(TimeUnit.NANOSECONDS.toMillis(nanoTime));
            flush();
        });
    }

    /** Ends the connection of a client that did not keep to a deadline; it may not be reading either. */
    void closeLate() {
        close("amqp:connection:forced", "The connection was quiet, or slow, for too long");
        socket.cut();
    }

    /** Ends the connection, with the reason where the protocol has come far enough to tell it. */
    void close(String condition, String description) {
        if (layer == Layer.OVER) {
            return;
        }
        engine.ifPresent(running -> {
            running.close(condition, description);
            flush();
        });
        end();
    }

    /** Ends now when nobody waits for an answer, else after it. */
    void drain() {
        boolean answersWait = exchanges.filter(Exchanges::isWaiting).isPresent();
        if (!busy && !calls.isWaiting() && !answersWait) {
            close("amqp:connection:forced", "The gateway is stopping");
        }
    }

    private void work() {
        if (working) {
            return; // a step that was done at once: the loop that made it goes on
        }
        working = true;
        try {
            boolean more = true;
            while (more && !busy && layer != Layer.OVER && !socket.isFull()) {
                more = advance();
            }
        } catch (MalformedFrameException e) {
            close("amqp:framing-error", e.reason());
        } finally {
            working = false;
        }
        patience.inside(reader.isInside());
        flush();
        hold();
        if (front.isDraining()) {
            drain();
        }
    }

    /** Takes no more of the client while there is something to do with what it has sent. */
    private void hold() {
        if (layer == Layer.OVER) {
            return;
        }
        if (busy || socket.isFull()) {
            socket.pause();
        } else {
            socket.resume();
        }
    }

    private boolean advance() throws MalformedFrameException {
        return switch (layer) {
            case FIRST_HEADER, AMQP_HEADER -> header();
            case SASL -> saslFrame();
            case AMQP -> amqpFrame();
            case OVER -> false;
        };
    }

    private boolean header() throws MalformedFrameException {
        Optional<ProtocolHeader> header;
        try {
            header = reader.header();
        } catch (MalformedFrameException e) {
            // The protocol's way to say what we speak, before the connection ends.
            socket.write(Buffer.buffer(ProtocolHeader.SASL.bytes()));
            throw e;
        }
        if (header.isEmpty()) {
            return false;
        }
        if (header.get() == ProtocolHeader.AMQP) {
            beginAmqp();
        } else if (layer == Layer.FIRST_HEADER) {
            beginSasl();
        } else {
            throw new MalformedFrameException("SASL is over");
        }
        patience.step();
        return layer != Layer.OVER;
    }

    private void beginSasl() {
        layer = Layer.SASL;
        socket.write(Buffer.buffer(ProtocolHeader.SASL.bytes()));
        SaslConversation conversation = new SaslConversation(
                front.saslCodec(),
                front.registrations(),
                peer,
                frame -> socket.write(Buffer.buffer(frame)),
                this::loggedIn,
                calls::watch);
        sasl = Optional.of(conversation);
        conversation.begin();
    }

    private boolean saslFrame() throws MalformedFrameException {
        Optional<Frame> frame = reader.frame(AmqpLimits.SASL_FRAME);
        if (frame.isEmpty()) {
            return false;
        }
        busy = true;
        sasl.orElseThrow().step(frame.get(), this::stepDone);
        return true;
    }

    private void stepDone() {
        busy = false;
        patience.tpmStep();
        work();
    }

    private void loggedIn(Optional<Login> who) {
        login = who;
        sasl = Optional.empty();
        if (who.isPresent()) {
            layer = Layer.AMQP_HEADER;
        } else {
            end();
        }
    }

    private void beginAmqp() throws MalformedFrameException {
        if (layer == Layer.FIRST_HEADER) {
            if (!peer.showedCertificate()) {
                socket.write(Buffer.buffer(ProtocolHeader.SASL.bytes()));
                throw new MalformedFrameException("A client without a certificate begins with SASL");
            }
            login = Optional.of(new Login.ByCertificate());
        }
        layer = Layer.AMQP;
        Exchanges requests = new Exchanges(calls, front.limits(), front.clock(), new Exchanges.Activity() {
            @Override
            public boolean requested() {
                framesLeft = AmqpLimits.FRAMES_A_REQUEST;
                patience.request();
                return isBearable();
            }

            @Override
            public void answered() {
                patience.request();
                work();
            }
        });
        exchanges = Optional.of(requests);
        DeviceLinks links = new DeviceLinks(login.orElseThrow(), front.limits(), requests, patience::request);
        engine = Optional.of(new Engine(front.limits().silence(), links));
        engine.get().input(ProtocolHeader.AMQP.bytes());
    }

    private boolean isBearable() {
        boolean bearable = rate.take(System.nanoTime());
        if (!bearable) {
            close("amqp:resource-limit-exceeded", "Too many messages");
        }
        return bearable;
    }

    private boolean amqpFrame() throws MalformedFrameException {
        Optional<Frame> frame = reader.frame(AmqpLimits.FRAME);
        if (frame.isEmpty()) {
            return false;
        }
        patience.frame();
        if (!frame.get().isAmqp() || --framesLeft < 0) {
            throw new MalformedFrameException("The frame is of no use here");
        }
        if (!frame.get().isEmpty()) {
            int unused = ValueScan.end(frame.get().whole(), frame.get().bodyAt());
        }
        engine.orElseThrow().input(frame.get().whole());
        engine.orElseThrow().dispatch();
        return true;
    }

    /** Writes what the engine has to say, as far as the client takes it. */
    private void flush() {
        if (layer == Layer.OVER || engine.isEmpty()) {
            return;
        }
        Engine running = engine.get();
        running.dispatch();
        while (!socket.isFull()) {
            Buffer bytes = running.output();
            if (bytes.length() == 0) {
                break;
            }
            socket.write(bytes);
        }
        if (socket.isFull()) {
            patience.blocked();
        } else if (running.isFinished()) {
            end();
        }
    }

    private void end() {
        gone();
        // Closing waits for the client to read; not for ever.
        patience.blocked();
        socket.close();
    }
}
