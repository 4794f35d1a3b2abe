package io.muster.core.backup;

/** A backup that cannot be used, or a place that it cannot be restored to; the message says what to do. Holds no secret. */
public final class BackupException extends RuntimeException {
    public BackupException(String message) {
        super(message);
    }

    BackupException(String message, Throwable cause) {
        super(message, cause);
    }
}
