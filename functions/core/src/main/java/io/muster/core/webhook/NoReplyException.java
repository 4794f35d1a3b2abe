package io.muster.core.webhook;

/** There was no answer of the webhook, or none that may be read. */
public final class NoReplyException extends Exception {
    /** Why; each says how it is told to an operator and whether another time it may be better. */
    public enum Kind {
        UNREACHABLE("no connection to it", true),
        TIMEOUT("no answer in time", true),
        BROKEN("it broke off the call", true),
        NO_TOKEN("there is no token for it", true),
        TOO_LONG("its answer is longer than " + WebhookTransport.LONGEST_ANSWER / 1024 + " KB", false),
        FORBIDDEN("its address must not be called; private ones have to be listed", false);

        private final String told;
        private final boolean mayPass;

        Kind(String told, boolean mayPass) {
            this.told = told;
            this.mayPass = mayPass;
        }

        /** What is wrong, after the webhook's name. */
        String told() {
            return told;
        }

        boolean mayPass() {
            return mayPass;
        }
    }

    private final Kind kind;

    /** @param cause for the log's sake; its text is told to nobody, as it may hold the address */
    public NoReplyException(Kind kind, Throwable cause) {
        super(kind.name(), cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
