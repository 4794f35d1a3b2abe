package io.muster.conformance.http;

import io.muster.conformance.stack.LocalStack;

/** The device API as a plain client sees it; the newest stable version the vendor's SDKs use unless a test says otherwise. */
public final class DeviceApi {
    public static final String VERSION = "?api-version=2019-03-31";

    private final Wire wire;
    private final String idScope;

    public DeviceApi(LocalStack stack) {
        this.wire = new Wire(stack.edge());
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
