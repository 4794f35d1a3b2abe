package io.muster.gateway.amqp.sasl;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A TPM's first words: {@code idScope NUL id NUL EK} or, of the C client, the EK alone with the name in the hostname field.
 *
 * @param named by the names in it, not by the hostname
 */
record TpmClaim(DeviceName device, Buffer endorsementKey, boolean named) {
    private static final int SIZE_PREFIX = 2;

    static Optional<TpmClaim> read(byte[] claim, String hostName) {
        if (isSizedWhole(claim)) {
            return DeviceName.parse(hostName).map(device -> new TpmClaim(device, Buffer.buffer(claim), false));
        }
        int first = zero(claim, 0);
        int second = first < 0 ? -1 : zero(claim, first + 1);
        if (first < 1 || second <= first + 1) {
            return Optional.empty();
        }
        DeviceName device = new DeviceName(text(claim, 0, first), text(claim, first + 1, second));
        return Optional.of(
                new TpmClaim(device, Buffer.buffer(Arrays.copyOfRange(claim, second + 1, claim.length)), true));
    }

    /** A TPM2B begins with its size; a scope begins with a letter or digit, which would make a size of over 12 KB. */
    private static boolean isSizedWhole(byte[] bytes) {
        return bytes.length > SIZE_PREFIX && ((bytes[0] & 0xff) << 8 | (bytes[1] & 0xff)) == bytes.length - SIZE_PREFIX;
    }

    private static int zero(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                return i;
            }
        }
        return -1;
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
