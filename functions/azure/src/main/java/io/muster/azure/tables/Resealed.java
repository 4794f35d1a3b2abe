package io.muster.azure.tables;

import io.muster.core.encryption.Envelope;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One row's sealed values, those under older keys sealed anew.
 *
 * @param changed the columns to be merged, to the row as it was read; empty when none is under an older key
 * @param stuck how many values under older keys do not open
 */
record Resealed(Optional<Row> changed, int stuck) {
    private static final System.Logger LOG = System.getLogger(Resealed.class.getName());

    static Resealed of(Row row, Sealing sealing, String target, Set<String> older) {
        Row part = Row.part(row.key()).ifAt(row.version());
        int changed = 0;
        int stuck = 0;
        for (Map.Entry<String, String> column : row.texts().entrySet()) {
            String name = column.getKey();
            if (!Papers.isPiece(name) && isOlder(column.getValue(), older)) {
                boolean opens =
                        tried(row, name, () -> part.put(name, sealing.under(target, row, name, column.getValue())));
                changed += opens ? 1 : 0;
                stuck += opens ? 0 : 1;
            }
        }
        boolean[] papers = {false};
        boolean whole = tried(row, "Papers", () -> {
            if (Papers.sealed(row).filter(value -> isOlder(value, older)).isPresent()) {
                Papers.reseal(row, part, sealing, target);
                papers[0] = true;
            }
        });
        changed += papers[0] ? 1 : 0;
        stuck += whole ? 0 : 1;
        return new Resealed(changed > 0 ? Optional.of(part) : Optional.empty(), stuck);
    }

    private static boolean isOlder(String value, Set<String> older) {
        return Envelope.keyOf(value).filter(older::contains).isPresent();
    }

    /** A vault or a store that fails is a Problem, and passes: nothing is known of the value then. */
    private static boolean tried(Row row, String column, Runnable change) {
        try {
            change.run();
            return true;
        } catch (IllegalStateException damaged) {
            LOG.log(Level.ERROR, "column {0} of row {1} does not open", column, row.key());
            return false;
        }
    }
}
