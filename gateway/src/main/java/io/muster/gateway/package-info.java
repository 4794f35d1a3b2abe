/** The device edge: ends TLS, forwards to the Function App, keeps no state. */
@NullMarked
package io.muster.gateway;

import org.jspecify.annotations.NullMarked;
