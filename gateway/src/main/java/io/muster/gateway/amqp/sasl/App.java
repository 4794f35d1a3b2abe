package io.muster.gateway.amqp.sasl;

import io.muster.gateway.registration.Device;
import io.muster.gateway.registration.Peer;
import io.muster.gateway.registration.PendingAnswer;
import io.muster.gateway.registration.RegistrationAnswer;
import io.muster.gateway.registration.Registrations;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Consumer;

/** The app's device API as one connection's client sees it. */
final class App {
    /** Any that the app takes will do: the client names its own on its links, which come later. */
    private static final String API_VERSION = "2021-06-01";

    private final Registrations registrations;
    private final Peer peer;
    private final Consumer<PendingAnswer> started;

    /** @param started gets each call, to cancel it when the client goes */
    App(Registrations registrations, Peer peer, Consumer<PendingAnswer> started) {
        this.registrations = registrations;
        this.peer = peer;
        this.started = started;
    }

    Peer peer() {
        return peer;
    }

    /** Asks whether the token is good for the device; a TPM's needs its keys beside it. */
    Future<RegistrationAnswer> state(DeviceName name, String token, byte[] body) {
        return waitFor(registrations.state(device(name, Optional.of(token)), body));
    }

    /** Registers without a token, which for a TPM is answered by the challenge (clients.md section 5). */
    Future<RegistrationAnswer> challenge(DeviceName name, byte[] body) {
        return waitFor(registrations.register(device(name, Optional.empty()), body));
    }

    private Device device(DeviceName name, Optional<String> token) {
        return new Device(peer, name.idScope(), name.registrationId(), API_VERSION, token);
    }

    private Future<RegistrationAnswer> waitFor(PendingAnswer call) {
        started.accept(call);
        return call.answer();
    }
}
