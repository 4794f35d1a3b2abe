/** The app as a whole, in process, over ports in memory. */
@NullMarked
package io.muster.app;

import org.jspecify.annotations.NullMarked;
