package io.muster.fleet.secret;

/** A secret is needed and its reference leads nowhere; the message names the reference. */
public final class SecretMissingException extends Exception {
    private static final long serialVersionUID = 1L;

    SecretMissingException(String message) {
        super(message);
    }
}
