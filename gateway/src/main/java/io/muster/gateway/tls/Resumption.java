package io.muster.gateway.tls;

import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;

/**
 * Which TLS sessions may be resumed. One without a client chain may not (seams 13): its client may hold a
 * certificate by now, which only a full handshake would ask for. One with a chain carries the chain along.
 */
public final class Resumption {
    /** A session holds a parsed chain, some kilobytes; this bounds what strangers can make us keep. */
    private static final int MOST_SESSIONS = 2_000;

    private static final int LONGEST_SECONDS = 3_600;

    private Resumption() {}

    /** Decides about a session right after its handshake, before the client can use what it was given. */
    public static void decide(SSLSession session) {
        SSLSessionContext sessions = session.getSessionContext();
        if (sessions != null && sessions.getSessionCacheSize() != MOST_SESSIONS) {
            sessions.setSessionCacheSize(MOST_SESSIONS);
            sessions.setSessionTimeout(LONGEST_SECONDS);
        }
        if (PeerChain.of(session).isEmpty()) {
            session.invalidate();
        }
    }
}
