package io.muster.gateway.mqtt;

import java.time.Duration;

/**
 * What MQTT bears of a client.
 *
 * @param bodyBytes the largest payload of a PUBLISH
 * @param receive time for CONNECT to arrive, for any packet that has begun, and for a client to read what waits for it
 * @param silence the longest pause between packets, whatever keep alive the client asked for
 * @param messageBurst packets taken at once
 * @param messagesPerSecond packets taken on end
 */
public record MqttLimits(int bodyBytes, Duration receive, Duration silence, int messageBurst, int messagesPerSecond) {}
