/**
 * What MQTT and AMQP share: the device API's three calls, made over HTTP to the app as a device on HTTPS makes them, under
 * the signed edge header. {@link io.muster.gateway.registration.Registrations} makes them for a
 * {@link io.muster.gateway.registration.Device}; the answers are the app's own, status, retry hint and JSON body, so that a
 * protocol only has to write them its way. Nothing is decided and nothing is kept here.
 */
@NullMarked
package io.muster.gateway.registration;

import org.jspecify.annotations.NullMarked;
