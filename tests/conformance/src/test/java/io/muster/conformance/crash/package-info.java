/** Processes killed between any two writes to the outside, and what becomes of the devices whose operations they ran. */
@NullMarked
package io.muster.conformance.crash;

import org.jspecify.annotations.NullMarked;
