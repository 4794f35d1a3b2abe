package io.muster.local.hub.registry;

import java.util.Arrays;

/** The errors the hub answers with: HTTP status, six-digit code and the name the text form carries. */
public enum HubError {
    INVALID_PROTOCOL_VERSION(400, 400001, "InvalidProtocolVersion"),
    ARGUMENT_INVALID(400, 400004, "ArgumentInvalid"),
    BULK_REGISTRY_OPERATION_FAILURE(400, 400013, "BulkRegistryOperationFailure"),
    UNAUTHORIZED(401, 401002, "IotHubUnauthorizedAccess"),
    TOO_MANY_DEVICES(403, 413002, "TooManyDevices"),
    TOO_MANY_MODULES(403, 413003, "TooManyModulesOnDevice"),
    DEVICE_NOT_FOUND(404, 404001, "DeviceNotFound"),
    MODULE_NOT_FOUND(404, 404010, "ModuleNotFound"),
    GENERIC_NOT_FOUND(404, 404000, "GenericNotFound"),
    METHOD_NOT_ALLOWED(405, 405000, "GenericMethodNotAllowed"),
    DEVICE_ALREADY_EXISTS(409, 409001, "DeviceAlreadyExists"),
    MODULE_ALREADY_EXISTS(409, 409301, "ModuleAlreadyExistsOnDevice"),
    PRECONDITION_FAILED(412, 412001, "PreconditionFailed"),
    MESSAGE_TOO_LARGE(413, 413001, "MessageTooLarge"),
    THROTTLING(429, 429001, "ThrottlingException"),
    SERVER_ERROR(500, 500001, "ServerError"),
    SERVICE_UNAVAILABLE(503, 503001, "ServiceUnavailable");

    private final int status;
    private final int code;
    private final String wireName;

    HubError(int status, int code, String wireName) {
        this.status = status;
        this.code = code;
        this.wireName = wireName;
    }

    /** The error a hub most likely means by a status; a server error for one it does not use. */
    public static HubError ofStatus(int status) {
        return Arrays.stream(values())
                .filter(error -> error.status == status && error != INVALID_PROTOCOL_VERSION)
                .findFirst()
                .orElse(SERVER_ERROR);
    }

    public int status() {
        return status;
    }

    public int code() {
        return code;
    }

    public String wireName() {
        return wireName;
    }
}
