package io.muster.core.registration;

import io.muster.core.identity.RegistrationId;
import java.util.Optional;

/**
 * A device's call, past all syntax checks.
 *
 * @param id as the device spelled it
 * @param authorization the Authorization header, unchecked
 * @param legacyClient an api-version of 2018-04-01 or before (4.8)
 */
public record RegisterRequest(RegistrationId id, Optional<String> authorization, boolean legacyClient) {}
