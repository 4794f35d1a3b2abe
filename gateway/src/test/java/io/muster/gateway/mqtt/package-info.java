/** Tests of MQTT below the socket. */
@NullMarked
package io.muster.gateway.mqtt;

import org.jspecify.annotations.NullMarked;
