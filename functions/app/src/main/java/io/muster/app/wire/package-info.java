/** JSON forms; what differs between api-versions lives here and nowhere else. */
@NullMarked
package io.muster.app.wire;

import org.jspecify.annotations.NullMarked;
