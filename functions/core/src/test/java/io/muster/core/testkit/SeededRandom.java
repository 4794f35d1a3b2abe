package io.muster.core.testkit;

import java.security.SecureRandom;
import java.util.Random;

/** Reproducible where the code asks for a SecureRandom; secure it is not. */
public final class SeededRandom extends SecureRandom {
    private final Random source;

    public SeededRandom(long seed) {
        this.source = new Random(seed);
    }

    @Override
    public void nextBytes(byte[] bytes) {
        source.nextBytes(bytes);
    }
}
