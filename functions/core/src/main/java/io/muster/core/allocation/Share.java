package io.muster.core.allocation;

import io.muster.core.identity.RegistrationId;
import java.nio.ByteBuffer;

/** Picks a share of all devices by their ids: a device in one share is in every larger one. */
public final class Share {
    private Share() {}

    /** Whether {@code percent} (0 to 100) of all devices include this one. */
    public static boolean includes(int percent, RegistrationId id) {
        int bits = ByteBuffer.wrap(Hashed.sha256("share\n" + id.folded())).getInt();
        return Integer.remainderUnsigned(bits, 100) < percent;
    }
}
