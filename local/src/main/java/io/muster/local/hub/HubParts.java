package io.muster.local.hub;

import io.muster.local.hub.access.ServiceCredentials;
import io.muster.local.hub.registry.ErrorForm;
import io.muster.local.hub.registry.Registry;
import io.muster.local.hub.script.CallLog;
import io.muster.local.hub.script.Script;
import io.muster.local.hub.script.TelemetryLog;
import io.muster.local.hub.script.WriteBudget;
import java.io.IOException;
import java.time.Clock;

/** The state of one hub, shared by its three front ends on one event loop. */
final class HubParts {

    private final String hostName;
    private final ServiceCredentials credentials;
    private final Clock clock;
    private final DeviceSessions sessions = new DeviceSessions();
    private final Script script = new Script();
    private final CallLog calls = new CallLog();
    private final TelemetryLog telemetry = new TelemetryLog();
    private final WriteBudget budget;
    private final Registry registry;
    private ErrorForm errorForm = ErrorForm.TEXT;

    HubParts(HubOptions options, Clock clock) throws IOException {
        this.hostName = options.hostName();
        this.credentials = options.credentials();
        this.clock = clock;
        this.budget = new WriteBudget(clock);
        this.registry = new Registry(options.journal(), sessions, clock);
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

    WriteBudget budget() {
        return budget;
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
