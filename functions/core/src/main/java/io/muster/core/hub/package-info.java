/** Linked hubs, and the port to a hub's identity registry. */
@NullMarked
package io.muster.core.hub;

import org.jspecify.annotations.NullMarked;
