package io.muster.azure.tables;

import io.muster.core.identity.Etag;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.util.Optional;

/** Things with an etag, a row each. The etag in the row decides, the row's version guards the write (ADR 0). */
record VersionedRows<T>(EtagRows rows, RowCodec<T> codec) {
    private static final int TRIES = 4;

    Optional<T> find(Row.Key key) {
        return rows.find(key).map(codec::read);
    }

    boolean create(T thing) {
        Row row = codec.write(thing);
        // The row in the way may be this very one: the client repeats a write whose answer was lost.
        return rows.insert(row)
                || rows.find(row.key())
                        .filter(stored -> etag(stored).equals(etag(row)))
                        .isPresent();
    }

    boolean replace(T thing, Etag expected) {
        Row row = codec.write(thing);
        for (int i = 0; i < TRIES; i++) {
            Optional<Row> stored = rows.find(row.key());
            if (i > 0 && stored.filter(found -> etag(found).equals(etag(row))).isPresent()) {
                // The try before this one landed, though it was said to have lost.
                return true;
            }
            if (stored.filter(found -> etag(found).equals(expected)).isEmpty()) {
                return false;
            }
            if (rows.merge(row.ifAt(stored.get().version()))) {
                return true;
            }
        }
        throw contended();
    }

    boolean delete(Row.Key key, Etag expected) {
        Outcome outcome = Outcome.REFUSED;
        for (int i = 0; i < TRIES; i++) {
            Optional<Row> stored = rows.find(key);
            if (stored.filter(row -> etag(row).equals(expected)).isEmpty()) {
                // Gone after a try whose answer may have got lost: this was it. Else somebody else was first.
                return stored.isEmpty() && outcome == Outcome.UNSURE;
            }
            outcome = rows.delete(stored.get());
            if (outcome == Outcome.DONE) {
                return true;
            }
        }
        throw contended();
    }

    private static Etag etag(Row row) {
        return new Etag(row.text("Etag"));
    }

    static Problem contended() {
        return Problem.of(ProblemKind.UNAVAILABLE, "this is being written by others; try again");
    }
}
