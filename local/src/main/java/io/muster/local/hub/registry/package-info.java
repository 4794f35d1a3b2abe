/** The emulated identity registry: device identities, their twins, and where they are kept. */
@NullMarked
package io.muster.local.hub.registry;

import org.jspecify.annotations.NullMarked;
