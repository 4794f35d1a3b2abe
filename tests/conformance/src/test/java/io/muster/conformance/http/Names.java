package io.muster.conformance.http;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

/** Ids and keys that no other test uses, also not one of an earlier run on the same data. */
public final class Names {
    private static final String RUN = Long.toString(System.currentTimeMillis(), 36);
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final SecureRandom RANDOM = new SecureRandom();

    private Names() {}

    public static String fresh(String start) {
        return start + "-" + RUN + "-" + NEXT.incrementAndGet();
    }

    /** A key of {@code length} random bytes in Base64. */
    public static String key(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
