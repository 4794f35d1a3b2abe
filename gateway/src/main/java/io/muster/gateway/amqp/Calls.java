package io.muster.gateway.amqp;

import io.muster.gateway.amqp.sasl.DeviceName;
import io.muster.gateway.amqp.sasl.Login;
import io.muster.gateway.registration.Device;
import io.muster.gateway.registration.Peer;
import io.muster.gateway.registration.PendingAnswer;
import io.muster.gateway.registration.Registrations;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One connection's calls to the app, under the login of its client; given up when the client goes. */
final class Calls {
    private final Registrations registrations;
    private final Peer peer;
    private final Set<PendingAnswer> running = new HashSet<>();
    private boolean over;

    Calls(Registrations registrations, Peer peer) {
        this.registrations = registrations;
        this.peer = peer;
    }

    PendingAnswer make(Login login, DeviceName name, String apiVersion, Operation operation) {
        Device device = new Device(peer, name.idScope(), name.registrationId(), apiVersion, token(login));
        PendingAnswer call;
        if (operation instanceof Operation.Register register) {
            call = registrations.register(
                    device, body(login, name, register.body().getBytes()));
        } else if (operation instanceof Operation.Status status) {
            call = registrations.operation(device, status.operationId());
        } else {
            call = registrations.state(device, body(login, name, new byte[0]));
        }
        watch(call);
        return call;
    }

    /** Remembers a call to cancel it with the others. */
    void watch(PendingAnswer call) {
        if (over) {
            call.cancel();
            return;
        }
        running.add(call);
        call.answer().onComplete(done -> running.remove(call));
    }

    /** Whether the app is being asked something. */
    boolean isWaiting() {
        return !running.isEmpty();
    }

    void cancelAll() {
        over = true;
        List.copyOf(running).forEach(PendingAnswer::cancel);
    }

    private static Optional<String> token(Login login) {
        if (login instanceof Login.ByToken byToken) {
            return Optional.of(byToken.token());
        }
        return login instanceof Login.ByTpm byTpm ? Optional.of(byTpm.token()) : Optional.empty();
    }

    private static byte[] body(Login login, DeviceName name, byte[] body) {
        return login instanceof Login.ByTpm byTpm ? byTpm.keys().addTo(body, name.registrationId()) : body;
    }
}
