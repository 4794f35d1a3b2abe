package io.muster.core.audit;

import java.util.List;

/**
 * What somebody did, or is about to do. Holds no secret; a text that does not apply is empty.
 *
 * @param caller {@code policy:name} or {@code directory:object id}
 * @param application the directory's id of the calling application
 * @param address the caller's, its last part masked
 * @param operation method and route
 * @param resource the path, as sent
 * @param scope what of the resource, where the path does not say it all
 * @param count of how many things; 0 when it cannot be known beforehand
 * @param status HTTP status of the answer; 0 when it is not known yet, which is how every change is written
 */
public record Act(
        String caller,
        String application,
        String address,
        String operation,
        String resource,
        String scope,
        int count,
        int status,
        String trackingId) {
    List<String> texts() {
        return List.of(
                caller,
                application,
                address,
                operation,
                resource,
                scope,
                Integer.toString(count),
                Integer.toString(status),
                trackingId);
    }
}
