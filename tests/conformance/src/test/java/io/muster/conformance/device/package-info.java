/** The device API's rules on the wire. */
@NullMarked
package io.muster.conformance.device;

import org.jspecify.annotations.NullMarked;
