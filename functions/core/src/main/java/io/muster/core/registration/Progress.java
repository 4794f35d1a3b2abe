package io.muster.core.registration;

import io.muster.core.identity.JsonText;
import java.util.Optional;

/** How far an operation has come. */
public sealed interface Progress {
    /** Not final yet. */
    sealed interface Running extends Progress {
        Attempt attempt();

        /** The same, not further, at another try. */
        Running at(Attempt another);
    }

    /**
     * The author's webhook has to say where to (3.20).
     *
     * @param payload what the device sent along, any JSON, kept for a question that the queue has to ask
     * @param legacyClient as in {@link RegisterRequest}
     */
    record Choosing(Optional<JsonText> payload, boolean legacyClient, Attempt attempt) implements Running {
        @Override
        public Running at(Attempt another) {
            return new Choosing(payload, legacyClient, another);
        }
    }

    /** It is decided what to do, and hubs may have heard of it. */
    record Assigning(Plan plan, Attempt attempt) implements Running {
        @Override
        public Running at(Attempt another) {
            return new Assigning(plan, another);
        }
    }

    /**
     * The registration's assignment is this operation's result.
     *
     * @param payload what the webhook has for the device, a JSON object (3.26)
     */
    record Assigned(Optional<JsonText> payload) implements Progress {
        public Assigned() {
            this(Optional.empty());
        }
    }

    /**
     * @param code six digits, told to the device with the message (1.13)
     * @param resumable where it stood when its message was given up as undeliverable; an operator may send it on
     */
    record Failed(int code, String message, Optional<Running> resumable) implements Progress {
        public Failed(int code, String message) {
            this(code, message, Optional.empty());
        }
    }
}
