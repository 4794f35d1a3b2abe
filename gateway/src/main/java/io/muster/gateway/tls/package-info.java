/** What happens to a connection before its first request: limits, TLS, client certificates. */
@NullMarked
package io.muster.gateway.tls;

import org.jspecify.annotations.NullMarked;
