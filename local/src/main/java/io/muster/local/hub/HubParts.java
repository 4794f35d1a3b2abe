package io.muster.local.hub;

import io.muster.local.hub.access.Authorities;
import io.muster.local.hub.access.ServiceCredentials;
import io.muster.local.hub.registry.ErrorForm;
import io.muster.local.hub.registry.Registry;
import io.muster.local.hub.script.CallLog;
import io.muster.local.hub.script.IdentityHistory;
import io.muster.local.hub.script.Script;
import io.muster.local.hub.script.TelemetryLog;
import io.muster.local.hub.script.Throttle;
import java.io.IOException;
import java.time.Clock;

/** The state of one hub, shared by its three front ends on one event loop. */
final class HubParts {

    private final String hostName;
    private final ServiceCredentials credentials;
    private final Clock clock;
    private final DeviceSessions sessions = new DeviceSessions();
    private final Script script;
    private final IdentityHistory history;
    private final CallLog calls = new CallLog();
    private final TelemetryLog telemetry = new TelemetryLog();
    private final Throttle throttle;
    private final Registry registry;
    private final Authorities authorities = new Authorities();
    private ErrorForm errorForm = ErrorForm.TEXT;

    HubParts(HubOptions options, Clock clock) throws IOException {
        this.hostName = options.hostName();
        this.credentials = options.credentials();
        this.clock = clock;
        this.throttle = new Throttle(clock);
        this.script = new Script(clock);
        this.history = new IdentityHistory(clock);
        this.registry = new Registry(options.journal(), new RegistryWatch(sessions, history), clock);
    }

    String hostName() {
        return hostName;
    }

    ServiceCredentials credentials() {
        return credentials;
    }

    Clock clock() {
        return clock;
    }

    DeviceSessions sessions() {
        return sessions;
    }

    Script script() {
        return script;
    }

    CallLog calls() {
        return calls;
    }

    TelemetryLog telemetry() {
        return telemetry;
    }

    Throttle throttle() {
        return throttle;
    }

    IdentityHistory history() {
        return history;
    }

    Authorities authorities() {
        return authorities;
    }

    Registry registry() {
        return registry;
    }

    ErrorForm errorForm() {
        return errorForm;
    }

    void speak(ErrorForm form) {
        errorForm = form;
    }
}
