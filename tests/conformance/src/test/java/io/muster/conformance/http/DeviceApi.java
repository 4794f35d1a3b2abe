package io.muster.conformance.http;

import io.muster.conformance.stack.LocalStack;
import java.time.Duration;

/** The device API as a plain client sees it; the newest stable version the vendor's SDKs use unless a test says otherwise. */
public final class DeviceApi {
    public static final String VERSION = "?api-version=2019-03-31";

    private final Wire wire;
    private final String idScope;

    public DeviceApi(LocalStack stack) {
        this(stack, new Wire(stack.edge()));
    }

    /** Not by way of the shared service's edge. */
    public DeviceApi(LocalStack stack, Wire wire) {
        this.wire = wire;
        this.idScope = stack.idScope();
    }

    /** The address of a device without version, such as {@code /0ne…/registrations/id}. */
    public String path(String id) {
        return "/" + idScope + "/registrations/" + id;
    }

    public String token(String id, String key) {
        return Sas.device(idScope, id, key);
    }

    public Answer send(Call call) {
        return wire.send(call);
    }

    public Answer register(String id, String key) {
        return wire.send(registerCall(id).with("Authorization", token(id, key)));
    }

    /** Registers and polls to the end, as every device does; the last answer. */
    public Answer provision(String id, String key) {
        Answer first = register(id, key);
        if (first.status() != 202 || !first.text("/status").equals("assigning")) {
            return first;
        }
        return finished(id, first.text("/operationId"), key);
    }

    /** Polls an operation until it has ended. */
    public Answer finished(String id, String operationId, String key) {
        return Patience.until(
                Duration.ofSeconds(60), () -> operation(id, operationId, key), answer -> answer.status() != 202);
    }

    /** A register without a token yet. */
    public Call registerCall(String id) {
        return Call.of("PUT", path(id) + "/register" + VERSION).json("{\"registrationId\":\"" + id + "\"}");
    }

    public Answer operation(String id, String operationId, String key) {
        return wire.send(Call.of("GET", path(id) + "/operations/" + operationId + VERSION)
                .with("Authorization", token(id, key)));
    }

    public Answer lookUp(String id, String key) {
        return wire.send(Call.of("POST", path(id) + VERSION)
                .json("{\"registrationId\":\"" + id + "\"}")
                .with("Authorization", token(id, key)));
    }
}
