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

    /** Merged with what a service wants changed. */
    Twin patched(TwinPatch patch, Instant now) {
        return changedByService(
                patch.tags().map(values -> tags.merge(values, now)).orElse(tags),
                patch.desired().map(values -> desired.merge(values, now)).orElse(desired));
    }

    /** With nothing but what a service wants it to hold, and what the device has reported. */
    Twin replaced(TwinPatch content, Instant now) {
        return changedByService(
                tags.replace(content.tags().orElseGet(Json::object), now),
                desired.replace(content.desired().orElseGet(Json::object), now));
    }

    private Twin changedByService(TwinSection newTags, TwinSection newDesired) {
        return new Twin(etagNumber + 1, version + 1, newTags, newDesired, reported);
    }

    Twin reported(ObjectNode patch, Instant now) {
        return new Twin(etagNumber, version + 1, tags, desired, reported.merge(patch, now));
    }
}
