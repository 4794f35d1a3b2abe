/** The closed list of ways a request can be refused, each with its six-digit code. */
@NullMarked
package io.muster.core.problem;

import org.jspecify.annotations.NullMarked;
