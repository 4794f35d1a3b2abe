package io.muster.core.backup;

import java.io.IOException;
import java.util.List;

/** Port: everything a service keeps and cannot do without, a row a line. Throws {@code Problem} UNAVAILABLE. */
public interface StoredRows {
    /** Takes one row: text without a line break, the same for the same row. */
    interface Sink {
        void accept(String line) throws IOException;
    }

    /**
     * Gives all rows, in an order of their keys. Others may write meanwhile: what was there before and after the reading is
     * among them, each row as it was at some moment of it, with every key that is needed to open it.
     */
    void read(Sink sink) throws IOException;

    /** Whether there is no row at all. */
    boolean empty();

    /**
     * Writes rows that are not there yet.
     *
     * @throws BackupException when another row is in the place of one, or a line is no row
     */
    void insert(List<String> lines);
}
