package io.muster.azure.tables;

/** How one kind of thing is laid out in a row. */
interface RowCodec<T> {
    /** Every known column is set, so that a merge leaves nothing of the former value. */
    Row write(T value);

    /** Throws IllegalStateException or IllegalArgumentException when the row is damaged. */
    T read(Row row);
}
