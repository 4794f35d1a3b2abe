package io.muster.core.webhook;

import io.muster.core.enrollment.InitialTwin;
import io.muster.core.identity.JsonText;
import io.muster.core.webhook.AllocationWebhook.Question;
import java.util.Optional;

/** Port: the JSON of question and answer (3.21, 3.22). */
public interface AllocationForm {
    /**
     * What an answer says, of the right types but not yet weighed.
     *
     * @param hub as written
     * @param payload an object
     */
    record Answer(Optional<String> hub, Optional<InitialTwin> initialTwin, Optional<JsonText> payload) {}

    /** The request's body, without any secret of the enrollment's. */
    String request(Question question);

    /** Reads a body; IllegalArgumentException that says what is wrong with it and quotes none of it. */
    Answer read(String body);
}
