package io.muster.core.registration;

import io.muster.core.attestation.Credentials;
import io.muster.core.identity.RegistrationId;

/**
 * A device's call, past all syntax checks.
 *
 * @param id as the device spelled it
 * @param legacyClient an api-version of 2018-04-01 or before (4.8)
 */
public record RegisterRequest(RegistrationId id, Credentials credentials, boolean legacyClient) {}
