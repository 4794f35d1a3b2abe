package io.muster.gateway.amqp.frame;

import java.util.Arrays;
import java.util.Optional;

/** The eight bytes that begin each layer of a connection. */
public enum ProtocolHeader {
    AMQP(0),
    SASL(3);

    /** Its length in bytes. */
    public static final int LENGTH = 8;

    private final int protocolId;

    ProtocolHeader(int protocolId) {
        this.protocolId = protocolId;
    }

    public byte[] bytes() {
        return new byte[] {'A', 'M', 'Q', 'P', (byte) protocolId, 1, 0, 0};
    }

    static Optional<ProtocolHeader> of(byte[] eight) {
        return Arrays.stream(values())
                .filter(header -> Arrays.equals(header.bytes(), eight))
                .findFirst();
    }

    /** Whether a header can begin with these bytes: what cannot is refused before all eight have come. */
    static boolean canBegin(byte[] first) {
        return Arrays.stream(values()).anyMatch(header -> header.startsWith(first));
    }

    private boolean startsWith(byte[] first) {
        int length = Math.min(first.length, LENGTH);
        return Arrays.equals(bytes(), 0, length, first, 0, length);
    }
}
