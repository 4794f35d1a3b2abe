/** Tests of the gateway. */
@NullMarked
package io.muster.gateway;

import org.jspecify.annotations.NullMarked;
