package io.muster.gateway.amqp;

import java.time.Duration;

/**
 * What one AMQP connection may cost us.
 *
 * @param messageBytes the largest message
 * @param receive how long a client may take for its next step, and to complete a frame or message it has begun
 * @param answering how long it may take to read an answer
 * @param quiet how long a connection may stay without a request, heartbeats or not
 * @param silence how long it may stay without a byte, which we announce as the idle time-out
 */
public record AmqpLimits(int messageBytes, Duration receive, Duration answering, Duration quiet, Duration silence) {
    /** One SASL frame. The protocol's 512 bytes do not hold the longest registration id with its token. */
    static final int SASL_FRAME = 1024;

    /** What we announce; every connection keeps a buffer or two of it. */
    static final int FRAME = 16 * 1024;

    static final int SESSIONS = 4;
    static final int LINKS = 8;

    /** Links and sessions over a connection's life, so that opening and closing them is no work without end. */
    static final int ATTEMPTS = 64;

    /** Requests in flight on a link. */
    static final int CREDIT = 4;

    /** A device needs two or three messages to register. */
    static final int MESSAGES_AT_ONCE = 60;

    static final int MESSAGES_A_SECOND = 10;

    /** Answers the client has not settled; no SDK leaves more than one. */
    static final int UNSETTLED = 32;

    /** Frames between two requests; the largest message takes 200 of the smallest size. */
    static final int FRAMES_A_REQUEST = 2_000;

    /** A message's sections around its body. */
    private static final int ENVELOPE = 8 * 1024;

    /** For bodies of {@code bodyBytes}. */
    public static AmqpLimits of(int bodyBytes, Duration receive, Duration answering, Duration silence) {
        return new AmqpLimits(bodyBytes + ENVELOPE, receive, answering, silence.multipliedBy(5), silence);
    }
}
