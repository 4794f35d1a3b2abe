/**
 * Connections of protocols other than HTTP: the same bytes whether TLS or WebSockets carry them.
 * A protocol is a {@link io.muster.gateway.socket.SocketService}; the listeners hand it each connection as a
 * {@link io.muster.gateway.socket.DeviceSocket}.
 */
@NullMarked
package io.muster.gateway.socket;

import org.jspecify.annotations.NullMarked;
