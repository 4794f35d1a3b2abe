package io.muster.core.edge;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The certificates a client proved in its TLS handshake: DER, leaf first, unparsed and untrusted.
 * At most 6 certificates and 12 KB together (seams 2); empty when the client showed none.
 */
public final class ClientChain {
    static final int MOST_CERTIFICATES = 6;
    static final int MOST_BYTES = 12 * 1024;

    private static final ClientChain NONE = new ClientChain(List.of());

    private final List<byte[]> der;

    private ClientChain(List<byte[]> der) {
        this.der = der;
    }

    /** The chain of a client that showed no certificate. */
    public static ClientChain none() {
        return NONE;
    }

    /** Takes a chain; throws IllegalArgumentException for one that {@link #excess} names or an empty certificate. */
    public static ClientChain of(List<byte[]> der) {
        excess(der).ifPresent(reason -> {
            throw new IllegalArgumentException("Not a chain the edge carries: " + reason);
        });
        if (der.stream().anyMatch(certificate -> certificate.length == 0)) {
            throw new IllegalArgumentException("A certificate of no bytes");
        }
        return new ClientChain(der.stream().map(byte[]::clone).toList());
    }

    /** Why a chain is too much to carry, judged by count and size alone, before anything parses it (seams 2). */
    public static Optional<EdgeRefusal> excess(List<byte[]> der) {
        if (der.size() > MOST_CERTIFICATES) {
            return Optional.of(EdgeRefusal.CHAIN_TOO_LONG);
        }
        long bytes = der.stream().mapToLong(certificate -> certificate.length).sum();
        return bytes > MOST_BYTES ? Optional.of(EdgeRefusal.CHAIN_TOO_LARGE) : Optional.empty();
    }

    /** Copies of the certificates, DER, leaf first. */
    public List<byte[]> der() {
        return der.stream().map(byte[]::clone).toList();
    }

    /** Whether the client showed no certificate. */
    public boolean isEmpty() {
        return der.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClientChain that && Arrays.deepEquals(der.toArray(), that.der.toArray());
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(der.toArray());
    }
}
