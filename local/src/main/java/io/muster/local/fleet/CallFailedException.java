package io.muster.local.fleet;

import java.io.IOException;

/** Something that trying again does not cure; the message is for the operator and holds no secret. */
final class CallFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    CallFailedException(String message) {
        super(message);
    }

    CallFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
