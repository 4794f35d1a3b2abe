package io.muster.core.encryption;

import java.util.Optional;
import java.util.Set;

/** Port: everything that lies sealed, in some fixed order. */
public interface SealedRows {
    /** Before the first row. */
    String START = "";

    /**
     * What became of some rows.
     *
     * @param resealed how many rows were written
     * @param stuck how many values are under an older key still: they do not open, or are written without end by others
     * @param next where the rest begins; empty after the last
     */
    record Batch(int resealed, int stuck, Optional<String> next) {}

    /** Seals what is under one of the {@code older} keys under {@code target}, each row only as it was read. */
    Batch reseal(String from, int rows, String target, Set<String> older);
}
