package io.muster.local.hub.registry;

import java.io.IOException;
import java.util.List;

/** Where the registry's records are kept. */
public interface Journal extends AutoCloseable {

    /** The records of earlier lives, read once at the start. */
    List<DeviceRecord> load() throws IOException;

    /** Keeps the record in place of an earlier one of the same id; on return it survives a kill of this process. */
    void put(DeviceRecord device);

    /** Forgets the record. */
    void delete(DeviceId id);

    @Override
    void close() throws IOException;

    /** A journal that keeps nothing. */
    static Journal inMemory() {
        return new Journal() {
            @Override
            public List<DeviceRecord> load() {
                return List.of();
            }

            @Override
            public void put(DeviceRecord device) {}

            @Override
            public void delete(DeviceId id) {}

            @Override
            public void close() {}
        };
    }
}
