/** What stands before every endpoint: callers' addresses, rates and the count of operations. */
@NullMarked
package io.muster.app.gate;

import org.jspecify.annotations.NullMarked;
