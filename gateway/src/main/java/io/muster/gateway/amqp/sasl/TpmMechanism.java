package io.muster.gateway.amqp.sasl;

import io.muster.gateway.registration.RegistrationAnswer;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.apache.qpid.proton.amqp.security.SaslCode;

/**
 * Mechanism {@code TPM} (11.27): the client shows its endorsement and storage root keys, gets a secret that only its TPM can
 * open, in segments, and answers with a token signed by it. The app makes the secret and judges the token.
 */
final class TpmMechanism implements Mechanism {
    private static final byte[] GO_ON = {0};
    private static final int FIRST_FAILURE = 500;
    private static final int TOO_MANY = 429;

    private enum Stage {
        ENDORSEMENT_KEY,
        STORAGE_ROOT_KEY,
        SECRET,
        TOKEN
    }

    private final App app;
    private final String hostName;
    private Stage stage = Stage.ENDORSEMENT_KEY;
    private Segments incoming = new Segments();
    private Optional<TpmClaim> claim = Optional.empty();
    private Optional<TpmIdentity> keys = Optional.empty();
    private byte[] secret = {};
    private int sent;

    TpmMechanism(App app, String hostName) {
        this.app = app;
        this.hostName = hostName;
    }

    @Override
    public Future<Step> next(byte[] response) {
        return switch (stage) {
            case ENDORSEMENT_KEY, STORAGE_ROOT_KEY -> gather(response);
            case SECRET -> Future.succeededFuture(nextSegment());
            case TOKEN -> judge(new String(Segments.content(response), StandardCharsets.UTF_8));
        };
    }

    private Future<Step> gather(byte[] response) {
        Optional<byte[]> whole = incoming.add(response);
        if (incoming.isTooMuch()) {
            return Future.succeededFuture(Step.refused());
        }
        if (whole.isEmpty()) {
            return Future.succeededFuture(new Step.Challenge(Buffer.buffer(GO_ON)));
        }
        incoming = new Segments();
        return stage == Stage.ENDORSEMENT_KEY ? claimed(whole.get()) : shown(whole.get());
    }

    private Future<Step> claimed(byte[] bytes) {
        claim = TpmClaim.read(bytes, hostName);
        stage = Stage.STORAGE_ROOT_KEY;
        return Future.succeededFuture(claim.isPresent() ? new Step.Challenge(Buffer.buffer(GO_ON)) : Step.refused());
    }

    private Future<Step> shown(byte[] storageRootKey) {
        TpmClaim claimed = claim.orElseThrow();
        TpmIdentity identity = TpmIdentity.of(claimed.endorsementKey().getBytes(), storageRootKey);
        keys = Optional.of(identity);
        return app.challenge(claimed.device(), identity.body(claimed.device().registrationId()))
                .map(this::challenged);
    }

    private Step challenged(RegistrationAnswer answer) {
        Optional<byte[]> blob = authenticationKey(answer);
        if (blob.isEmpty()) {
            boolean later = answer.status() >= FIRST_FAILURE || answer.status() == TOO_MANY;
            return new Step.Refused(later ? SaslCode.SYS_TEMP : SaslCode.AUTH);
        }
        // C's client, known by the form of its claim, gathers the secret as Base64 text; all others as bytes.
        secret = claim.orElseThrow().named() ? blob.get() : Base64.getEncoder().encode(blob.get());
        return nextSegment();
    }

    private Step nextSegment() {
        byte[] segment = Segments.cut(secret, sent++);
        stage = sent == Segments.count(secret) ? Stage.TOKEN : Stage.SECRET;
        return new Step.Challenge(Buffer.buffer(segment));
    }

    private Future<Step> judge(String token) {
        DeviceName device = claim.orElseThrow().device();
        TpmIdentity identity = keys.orElseThrow();
        return app.state(device, token, identity.body(device.registrationId()))
                .map(state -> Verdict.refuses(state)
                        ? Step.refused()
                        : new Step.Done(new Login.ByTpm(device, token, identity)));
    }

    private static Optional<byte[]> authenticationKey(RegistrationAnswer answer) {
        if (!answer.isError()) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(new JsonObject(answer.body()).getString("authenticationKey"))
                    .map(Base64.getDecoder()::decode);
        } catch (RuntimeException e) {
            // An answer without the key in any shape is no challenge.
            return Optional.empty();
        }
    }
}
