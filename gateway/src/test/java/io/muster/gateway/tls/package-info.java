/** Tests of the gateway. */
@NullMarked
package io.muster.gateway.tls;

import org.jspecify.annotations.NullMarked;
