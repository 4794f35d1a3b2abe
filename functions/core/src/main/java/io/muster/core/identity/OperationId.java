package io.muster.core.identity;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * One run of registration, opaque to clients and resolvable only together with its registration id (1.7). Short on
 * purpose: embedded clients keep topic and answer in 640 bytes.
 */
public record OperationId(String text) {
    private static final int MAX_LENGTH = 64;

    public OperationId {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("operationId must have 1 to 64 characters");
        }
    }

    public static OperationId random(SecureRandom random) {
        byte[] bits = new byte[8];
        random.nextBytes(bits);
        return new OperationId("4." + HexFormat.of().formatHex(bits));
    }
}
