package io.muster.core.audit;

import java.time.Instant;

/** An entry named by its place and its hash: a chain's last one when somebody looked. */
public record Head(String chain, long sequence, Instant at, String hash) {
    public String text() {
        return chain + " " + sequence + " " + Moments.text(at) + " " + hash;
    }

    /** Throws IllegalArgumentException. */
    public static Head parse(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("a head is chain, sequence, time and hash");
        }
        return new Head(parts[0], Long.parseLong(parts[1]), Moments.parse(parts[2]), parts[3]);
    }
}
