package io.muster.app.http;

import io.muster.core.access.Caller;
import io.muster.core.edge.EdgeProtocol;
import io.muster.core.identity.OperationId;
import io.muster.core.problem.Problem;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What is found out about a call on its way in, for the records about it; written and read by the call's own thread. */
public final class CallNotes {
    private static final UUID NONE = new UUID(0, 0);

    private final UUID trackingId;
    private Optional<Caller> caller = Optional.empty();
    private Optional<Problem> refusal = Optional.empty();
    private Optional<OperationId> operation = Optional.empty();
    private EdgeProtocol protocol = EdgeProtocol.HTTPS;
    private Optional<InetAddress> client = Optional.empty();
    private String template = "";
    private Map<String, String> parameters = Map.of();

    private CallNotes(UUID trackingId) {
        this.trackingId = trackingId;
    }

    /** Of a call that nobody keeps records about. */
    static CallNotes none() {
        return new CallNotes(NONE);
    }

    static CallNotes of(UUID trackingId) {
        return new CallNotes(trackingId);
    }

    /** What the caller is told as {@code x-ms-request-id}. */
    public UUID trackingId() {
        return trackingId;
    }

    /** Who was let in; empty on the device API, and for whom was not. */
    public Optional<Caller> caller() {
        return caller;
    }

    public void letIn(Caller who) {
        caller = Optional.of(who);
    }

    /** Why it was refused; a TPM's challenge is no refusal (8.6). */
    public Optional<Problem> refusal() {
        return refusal;
    }

    public void refusedFor(Problem problem) {
        refusal = Optional.of(problem);
    }

    /** The registration's operation that it is about, as far as it came to one. */
    public Optional<OperationId> operation() {
        return operation;
    }

    public void about(OperationId id) {
        operation = Optional.of(id);
    }

    /** What the client spoke to the gateway; HTTPS where there is none. */
    public EdgeProtocol protocol() {
        return protocol;
    }

    void spoken(EdgeProtocol spoken) {
        protocol = spoken;
    }

    /** The client's address as far as a front end vouches for it. */
    public Optional<InetAddress> client() {
        return client;
    }

    void cameFrom(Optional<InetAddress> address) {
        client = address;
    }

    /** The route's path with its named segments; empty when there is no such route. */
    public String template() {
        return template;
    }

    /** The named segments, decoded. */
    public Map<String, String> parameters() {
        return parameters;
    }

    void routed(List<String> route, Map<String, String> found) {
        template = "/" + String.join("/", route);
        parameters = Map.copyOf(found);
    }
}
