/** Tests of what is counted and traced. */
@NullMarked
package io.muster.core.telemetry;

import org.jspecify.annotations.NullMarked;
