/** What an operator is told of a refused device, and what the device is not. */
@NullMarked
package io.muster.conformance.explain;

import org.jspecify.annotations.NullMarked;
