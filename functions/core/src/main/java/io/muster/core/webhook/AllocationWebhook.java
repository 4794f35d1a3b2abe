package io.muster.core.webhook;

import io.muster.core.allocation.CustomAllocation;
import io.muster.core.attestation.Evidence;
import io.muster.core.enrollment.Enrollment;
import io.muster.core.enrollment.InitialTwin;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.HubHost;
import io.muster.core.identity.JsonText;
import io.muster.core.identity.OperationId;
import io.muster.core.identity.RegistrationId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Port: asks the author's webhook; over within {@code timeout}, tries and pauses included. */
public interface AllocationWebhook {
    /**
     * @param currentHub where the device is now, if it was assigned before
     * @param payload what the device sent along, any JSON
     * @param hubs the only ones that may be answered (3.23)
     * @param operation the same in every repetition of the question
     * @param attempt the operation's, 1 for the first
     */
    record Question(
            CustomAllocation definition,
            Enrollment enrollment,
            RegistrationId id,
            Evidence evidence,
            Optional<HubHost> currentHub,
            Optional<DeviceId> currentDevice,
            Optional<JsonText> payload,
            List<HubHost> hubs,
            OperationId operation,
            int attempt) {}

    /**
     * @param hub one of the question's
     * @param initialTwin takes the place of the enrollment's where that counts (3.25)
     * @param payload a JSON object for the device (3.26)
     */
    record Choice(HubHost hub, Optional<InitialTwin> initialTwin, Optional<JsonText> payload) {}

    Choice ask(Question question, Duration timeout) throws WebhookFailure;
}
