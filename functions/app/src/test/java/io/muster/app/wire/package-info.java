/** Bodies, read and written without the calls around them. */
@NullMarked
package io.muster.app.wire;

import org.jspecify.annotations.NullMarked;
