/** The local service under test, and the doors its emulators leave for tests. */
@NullMarked
package io.muster.conformance.stack;

import org.jspecify.annotations.NullMarked;
