package io.muster.azure.tables;

import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Function;

/** Rows that do not open: one of them must not take a whole list, or every other group's devices, down with it. */
final class Damage {
    private static final System.Logger LOG = System.getLogger(Damage.class.getName());

    private Damage() {}

    /** What the row holds; empty, and said so in the log, when it is damaged. */
    static <T> Optional<T> skip(Row row, Function<Row, T> reader) {
        try {
            return Optional.of(reader.apply(row));
        } catch (IllegalStateException | IllegalArgumentException e) {
            LOG.log(Level.ERROR, "left out a row that does not open: " + row.key(), e);
            return Optional.empty();
        }
    }
}
