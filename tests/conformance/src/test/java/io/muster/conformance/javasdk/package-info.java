/** The vendor's unmodified Java SDKs against the service. */
@NullMarked
package io.muster.conformance.javasdk;

import org.jspecify.annotations.NullMarked;
