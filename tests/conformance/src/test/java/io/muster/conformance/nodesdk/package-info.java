/** The vendor's unmodified Node SDKs against the service. */
@NullMarked
package io.muster.conformance.nodesdk;

import org.jspecify.annotations.NullMarked;
