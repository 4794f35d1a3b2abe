/** Entra ID's bearer tokens for the service API: signature, issuer, audience, times and roles of a JWT (6.6). */
@NullMarked
package io.muster.azure.entra;

import org.jspecify.annotations.NullMarked;
