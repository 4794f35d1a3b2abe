package io.muster.core.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** Port: where a service's backups lie. Throws {@code Problem} UNAVAILABLE or IOException when the store fails. */
public interface BackupPlace {
    /** Oldest first. */
    List<BackupName> names();

    /** Nothing is to be seen of it before it is committed. */
    Writing create(BackupName name);

    /** Throws {@link BackupException} when there is no such backup. */
    InputStream open(BackupName name);

    /** One that is gone is no fault. */
    void delete(BackupName name);

    /** A backup on its way; closed without a commit it never was. */
    interface Writing extends AutoCloseable {
        OutputStream out();

        /** Throws {@link BackupException} when there is a backup of that name already. */
        void commit() throws IOException;

        @Override
        void close() throws IOException;
    }
}
