package io.muster.azure.tables;

import io.muster.core.certificate.Denial;
import io.muster.core.certificate.DenyList.Entry;

/** Rows {@code denial:…} of table {@code service}. */
record DenialRows(Keys keys) implements RowCodec<Entry> {
    @Override
    public Row write(Entry entry) {
        return Row.at(keys.denial(entry.denial()))
                .put("Denial", entry.denial().text())
                .put("Note", entry.note())
                .put("Created", entry.created());
    }

    @Override
    public Entry read(Row row) {
        return new Entry(Denial.parse(row.text("Denial")), row.find("Note"), row.instant("Created"));
    }
}
