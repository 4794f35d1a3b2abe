package io.muster.local.hub.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;

/**
 * A device twin.
 *
 * @param etagNumber changes with tags and desired properties, not with what the device reports
 */
public record Twin(long etagNumber, long version, TwinSection tags, TwinSection desired, TwinSection reported) {

    static Twin initial(Instant now) {
        return new Twin(1, 2, TwinSection.empty(now), TwinSection.empty(now), TwinSection.empty(now));
    }

    String etag() {
        return Base64.getEncoder()
                .encodeToString(
                        ByteBuffer.allocate(Long.BYTES).putLong(etagNumber).array());
    }

    Twin changedByService(TwinSection newTags, TwinSection newDesired) {
        return new Twin(etagNumber + 1, version + 1, newTags, newDesired, reported);
    }

    Twin reported(ObjectNode patch, Instant now) {
        return new Twin(etagNumber, version + 1, tags, desired, reported.merge(patch, now));
    }
}
