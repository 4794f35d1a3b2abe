package io.muster.azure.tables;

import java.util.Optional;

/** Rows that enrollments are written through: one by one, or together with the clock. */
interface EtagRows {
    Optional<Row> find(Row.Key key);

    /** @return false when there is such a row already */
    boolean insert(Row row);

    /** @return false when the row is not at the version it was to be written over */
    boolean merge(Row row);

    /** Deletes the row as it was read; refused as well when it is gone. */
    Outcome delete(Row row);
}
