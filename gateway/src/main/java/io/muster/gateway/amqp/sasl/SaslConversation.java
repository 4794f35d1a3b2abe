package io.muster.gateway.amqp.sasl;

import io.muster.gateway.amqp.frame.Frame;
import io.muster.gateway.amqp.frame.MalformedFrameException;
import io.muster.gateway.registration.Peer;
import io.muster.gateway.registration.PendingAnswer;
import io.muster.gateway.registration.Registrations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.security.SaslCode;
import org.apache.qpid.proton.amqp.security.SaslFrameBody;
import org.apache.qpid.proton.amqp.security.SaslInit;
import org.apache.qpid.proton.amqp.security.SaslResponse;
import org.jspecify.annotations.Nullable;

/** One client's way through the SASL layer. While a step waits for the app the next frame may not be brought. */
public final class SaslConversation {
    /** TPM takes four, and more where C sends its keys in segments. */
    private static final int MOST_STEPS = 12;

    private final SaslCodec codec;
    private final App app;
    private final Consumer<byte[]> send;
    private final Consumer<Optional<Login>> ended;
    private Optional<Mechanism> mechanism = Optional.empty();
    private int steps;

    /**
     * @param send gets whole frames
     * @param ended gets how it ended, after the outcome was sent: the login, or none
     * @param started gets each call to the app, to cancel it when the client goes
     */
    public SaslConversation(
            SaslCodec codec,
            Registrations registrations,
            Peer peer,
            Consumer<byte[]> send,
            Consumer<Optional<Login>> ended,
            Consumer<PendingAnswer> started) {
        this.codec = codec;
        this.app = new App(registrations, peer, started);
        this.send = send;
        this.ended = ended;
    }

    /** Offers the mechanisms (clients.md 25); those for certificates only where there is one. */
    public void begin() {
        List<String> offered = new ArrayList<>(List.of("PLAIN", "TPM"));
        if (app.peer().showedCertificate()) {
            offered.addAll(List.of("EXTERNAL", "ANONYMOUS"));
        }
        send.accept(codec.mechanisms(offered));
    }

    /** Takes the client's next frame; {@code done} runs when the step is through, here or later. */
    public void step(Frame frame, Runnable done) throws MalformedFrameException {
        byte[] response = response(codec.read(frame));
        if (mechanism.isEmpty() || ++steps > MOST_STEPS) {
            finish(SaslCode.AUTH, Optional.empty());
            done.run();
            return;
        }
        mechanism.get().next(response).onSuccess(step -> {
            perform(step);
            done.run();
        });
    }

    /** The bytes for the mechanism, which the first frame chooses; none is chosen when we do not know it. */
    private byte[] response(SaslFrameBody body) throws MalformedFrameException {
        if (body instanceof SaslInit init && steps == 0 && mechanism.isEmpty()) {
            mechanism = mechanism(init);
            return bytes(init.getInitialResponse());
        }
        if (body instanceof SaslResponse response && mechanism.isPresent()) {
            return bytes(response.getResponse());
        }
        throw new MalformedFrameException("This SASL frame is not due");
    }

    private Optional<Mechanism> mechanism(SaslInit init) {
        String hostName = Optional.ofNullable(init.getHostname()).orElse("");
        return switch (String.valueOf(init.getMechanism())) {
            case "PLAIN" -> Optional.of(new PlainMechanism(app));
            case "TPM" -> Optional.of(new TpmMechanism(app, hostName));
            case "EXTERNAL", "ANONYMOUS" ->
                Optional.of(new CertificateMechanism(app.peer().showedCertificate()));
            default -> Optional.empty();
        };
    }

    private void perform(Step step) {
        if (step instanceof Step.Challenge challenge) {
            send.accept(codec.challenge(challenge.bytes().getBytes()));
        } else if (step instanceof Step.Done done) {
            finish(SaslCode.OK, Optional.of(done.login()));
        } else if (step instanceof Step.Refused refused) {
            finish(refused.code(), Optional.empty());
        }
    }

    private void finish(SaslCode code, Optional<Login> login) {
        send.accept(codec.outcome(code));
        ended.accept(login);
    }

    private static byte[] bytes(@Nullable Binary binary) {
        return binary == null
                ? new byte[0]
                : Arrays.copyOfRange(
                        binary.getArray(), binary.getArrayOffset(), binary.getArrayOffset() + binary.getLength());
    }
}
