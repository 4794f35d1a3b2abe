/** An emulated IoT hub in a process of its own: identity registry over HTTPS, devices over MQTT, and a way to steer it. */
@NullMarked
package io.muster.local.hub;

import org.jspecify.annotations.NullMarked;
