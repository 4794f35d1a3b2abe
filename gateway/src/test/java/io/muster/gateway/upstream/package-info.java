/** Tests of the gateway. */
@NullMarked
package io.muster.gateway.upstream;

import org.jspecify.annotations.NullMarked;
