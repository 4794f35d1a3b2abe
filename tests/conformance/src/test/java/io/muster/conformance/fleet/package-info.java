/** Fleets that move: the fleet command against the whole service, and the devices that must not notice. */
@NullMarked
package io.muster.conformance.fleet;

import org.jspecify.annotations.NullMarked;
