package io.muster.gateway.refusal;

import io.muster.core.edge.EdgeRefusal;
import io.muster.gateway.upstream.UpstreamFailure;
import java.util.OptionalInt;

/**
 * Every answer the gateway gives itself: HTTP status, six-digit code (rest.md 5: status × 1000 + detail), message.
 * Messages are fixed texts without quotes, so they need no escaping and repeat nothing of the request.
 */
public enum Refusal {
    MALFORMED_REQUEST(400, 400_004, "The request is not well-formed HTTP/1.1."),
    AMBIGUOUS_LENGTH(
            400,
            400_004,
            "The length of the body is ambiguous: send one Content-Length, or Transfer-Encoding: chunked alone."),
    MALFORMED_TARGET(400, 400_004, "The request target must be a path with an optional query, in visible ASCII."),
    MALFORMED_HOST(400, 400_004, "The request needs exactly one Host header, with a host name."),
    BODY_NOT_UTF8(400, 400_004, "The body is not valid UTF-8."),
    BODY_WITH_BOM(400, 400_004, "The body starts with a byte order mark; send UTF-8 without it."),
    CHAIN_TOO_LONG(400, 400_004, "The client certificate chain has more than 6 certificates."),
    CHAIN_TOO_LARGE(400, 400_004, "The client certificate chain is larger than 12 KB."),
    UNKNOWN_OPERATION(400, 400_004, "The message names no operation of the device API, or is not formed as one."),
    UNKNOWN_REQUEST(400, 400_004, "The topic names no request, or lacks its request id or operation id."),
    MALFORMED_UPGRADE(
            400, 400_004, "A WebSocket starts with a GET that says Connection: Upgrade, has a key and no body."),
    UNKNOWN_SUBPROTOCOL(400, 400_004, "The WebSocket subprotocols here are mqtt and AMQPWSB10; ask for one of them."),
    OTHER_WEBSOCKET_VERSION(426, 426_000, "The WebSocket version here is 13."),
    METHOD_NOT_ALLOWED(405, 405_000, "This method is not allowed here."),
    BODY_TOO_LARGE(413, 413_001, "The body is larger than 96 KB."),
    TARGET_TOO_LONG(414, 414_000, "The request target is too long."),
    EXPECTATION_FAILED(417, 417_000, "The only expectation this service meets is 100-continue."),
    HEADERS_TOO_LARGE(431, 431_000, "The request headers are larger than 8 KB."),
    GATEWAY_FAULT(500, 500_000, "The gateway could not process the request."),
    UPSTREAM_BROKE(502, 502_000, "The service broke off while processing the request. Try again."),
    NO_INSTANCE(503, 503_001, "The service is not available at the moment. Try again."),
    UPSTREAM_TIMED_OUT(504, 504_000, "The service did not answer in time. Try again.");

    /** Integer seconds: Java devices parse nothing else and keep 2 to 5 (clients.md 10). */
    private static final int RETRY_SECONDS = 3;

    private static final int FIRST_TO_RETRY = 502;

    private final int status;
    private final int code;
    private final String message;

    Refusal(int status, int code, String message) {
        this.status = status;
        this.code = code;
        this.message = message;
    }

    /** The answer to a call that no instance answered. */
    public static Refusal of(UpstreamFailure failure) {
        return switch (failure.kind()) {
            case NO_INSTANCE -> NO_INSTANCE;
            case BROKEN -> UPSTREAM_BROKE;
            case TIMED_OUT -> UPSTREAM_TIMED_OUT;
        };
    }

    /** The answer to a client whose chain is more than the edge carries. */
    public static Refusal of(EdgeRefusal chainExcess) {
        return chainExcess == EdgeRefusal.CHAIN_TOO_LONG ? CHAIN_TOO_LONG : CHAIN_TOO_LARGE;
    }

    public int status() {
        return status;
    }

    public int code() {
        return code;
    }

    public String message() {
        return message;
    }

    public OptionalInt retryAfterSeconds() {
        return status >= FIRST_TO_RETRY ? OptionalInt.of(RETRY_SECONDS) : OptionalInt.empty();
    }
}
