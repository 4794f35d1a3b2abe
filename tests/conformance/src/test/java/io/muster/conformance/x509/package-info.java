/** Devices with certificates, from the TLS handshake to the hub's registry. */
@NullMarked
package io.muster.conformance.x509;

import org.jspecify.annotations.NullMarked;
