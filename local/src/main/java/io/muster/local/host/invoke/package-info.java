/** Calls a function's method the way the Java worker does: instance, arguments, context, class loader. */
@NullMarked
package io.muster.local.host.invoke;

import org.jspecify.annotations.NullMarked;
