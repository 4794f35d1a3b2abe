/** A loopback proxy that brings clients with fixed well-known ports to the free ports the local servers took. */
@NullMarked
package io.muster.local.portmap;

import org.jspecify.annotations.NullMarked;
