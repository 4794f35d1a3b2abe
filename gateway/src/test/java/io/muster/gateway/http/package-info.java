/** Tests of the gateway. */
@NullMarked
package io.muster.gateway.http;

import org.jspecify.annotations.NullMarked;
