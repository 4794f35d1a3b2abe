package io.muster.core.service;

/** Port: where the description is kept. A change reaches every instance's device path within 30 s. */
public interface ServiceStore {
    /** As it is now. */
    ServiceDescription current();

    /**
     * Writes what differs, all of it or nothing.
     *
     * @return false when the stored etag is no longer that of {@code before}
     */
    boolean replace(ServiceDescription before, ServiceDescription after);
}
