package io.muster.core.registration;

import io.muster.core.allocation.Origin;
import io.muster.core.attestation.Credentials;
import io.muster.core.identity.JsonText;
import io.muster.core.identity.RegistrationId;
import java.util.Optional;

/**
 * A device's call, past all syntax checks.
 *
 * @param id as the device spelled it
 * @param payload what the device sent along for the webhook, any JSON (5.7)
 * @param legacyClient an api-version of 2018-04-01 or before (4.8)
 */
public record RegisterRequest(
        RegistrationId id, Credentials credentials, boolean legacyClient, Origin origin, Optional<JsonText> payload) {}
