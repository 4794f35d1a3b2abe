/** Who may speak to the emulated hub: shared access signatures of services and devices. */
@NullMarked
package io.muster.local.hub.access;

import org.jspecify.annotations.NullMarked;
