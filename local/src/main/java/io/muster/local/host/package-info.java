/** A local stand-in for the Azure Functions host and its Java worker, as a process of its own. */
@NullMarked
package io.muster.local.host;

import org.jspecify.annotations.NullMarked;
