package io.muster.fleet.service;

import java.io.IOException;

/** A call that was not answered, or with a refusal; the message is for the operator and holds no secret. */
public final class ServiceException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param status of the answer, 0 without one */
    ServiceException(String message, int status) {
        super(message);
        this.status = status;
    }

    /** Whether somebody else has changed the thing since it was read. */
    public boolean isConflict() {
        return status == 412 || status == 409;
    }

    public boolean isNotFound() {
        return status == 404;
    }

    /** Whether what was asked is not allowed as things are, or not yet everywhere. */
    public boolean isBadRequest() {
        return status == 400;
    }
}
