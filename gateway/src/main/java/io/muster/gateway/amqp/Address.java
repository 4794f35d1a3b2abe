package io.muster.gateway.amqp;

import io.muster.gateway.amqp.sasl.DeviceName;
import io.muster.gateway.amqp.sasl.Login;
import java.util.Map;
import java.util.Optional;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Receiver;

/** Whose link it is, and the api-version it names (11.21, 11.22). */
record Address(DeviceName device, String apiVersion) {
    private static final Symbol API_VERSION = Symbol.valueOf("com.microsoft:api-version");

    /** Reads a link the client has attached; empty when its address names no device, or another than the login does. */
    static Optional<Address> of(Link link, Login login) {
        return DeviceName.parse(text(link))
                .filter(device -> admits(login, device))
                .map(device -> new Address(spelling(login, device), apiVersion(link)));
    }

    private static String text(Link link) {
        // What the client sends to is our receiver's target; what it receives from is our sender's source.
        Optional<String> text = link instanceof Receiver
                ? Optional.ofNullable(link.getRemoteTarget()).map(target -> target.getAddress())
                : Optional.ofNullable(link.getRemoteSource()).map(source -> source.getAddress());
        return text.orElse("");
    }

    private static boolean admits(Login login, DeviceName device) {
        return named(login).map(device::isSameAs).orElse(true);
    }

    private static DeviceName spelling(Login login, DeviceName device) {
        return named(login).orElse(device);
    }

    private static Optional<DeviceName> named(Login login) {
        if (login instanceof Login.ByToken byToken) {
            return Optional.of(byToken.device());
        }
        return login instanceof Login.ByTpm byTpm ? Optional.of(byTpm.device()) : Optional.empty();
    }

    /** As sent, for the app to judge; a client that names none is told by the app which there are. */
    private static String apiVersion(Link link) {
        Map<Symbol, Object> properties =
                Optional.ofNullable(link.getRemoteProperties()).orElse(Map.of());
        return Optional.ofNullable(properties.get(API_VERSION))
                .map(Object::toString)
                .orElse("");
    }
}
