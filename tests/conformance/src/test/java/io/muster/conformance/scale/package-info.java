/** What listings cost as a fleet grows. */
@NullMarked
package io.muster.conformance.scale;

import org.jspecify.annotations.NullMarked;
