package io.muster.azure.tables;

import io.muster.core.encryption.KeyBook.Entry;
import io.muster.core.encryption.KeyWrapper.Wrapped;
import java.time.Instant;

/** Rows {@code datakey:…} of table {@code service}. */
record DataKeyRows(Keys keys) {
    private static final String RETIRED = "Retired";

    Row write(String id, Instant made, Wrapped wrapped) {
        return Row.at(keys.dataKey(id))
                .put("Id", id)
                .put("Wrapped", wrapped.base64())
                .put("WrappingKeyId", wrapped.wrappingKeyId())
                .put("Made", made)
                .put(RETIRED, "");
    }

    Row write(Entry entry) {
        Row row = write(entry.id(), entry.made(), entry.wrapped());
        entry.retired().ifPresent(at -> row.put(RETIRED, at));
        return row.ifAt(entry.version());
    }

    Entry read(Row row) {
        return new Entry(row.text("Id"), made(row), wrapped(row), row.findInstant(RETIRED), row.version());
    }

    /** Releases from before rotation did not say; they wrote the row once. */
    private static Instant made(Row row) {
        return row.findInstant("Made").orElseGet(row::written);
    }

    static Wrapped wrapped(Row row) {
        return new Wrapped(row.text("WrappingKeyId"), row.text("Wrapped"));
    }

    static boolean retired(Row row) {
        return row.find(RETIRED).isPresent();
    }
}
