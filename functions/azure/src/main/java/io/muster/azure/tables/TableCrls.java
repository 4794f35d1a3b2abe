package io.muster.azure.tables;

import io.muster.core.certificate.CaName;
import io.muster.core.certificate.CrlStore;
import io.muster.core.certificate.UploadedCrl;
import io.muster.core.identity.Etag;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Revocation lists: a row that every instance has in its snapshot, and its content, written first. */
final class TableCrls implements CrlStore {
    /** Longer than any instance takes to read a content after the row that named it. */
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final ClockedRows clocked;
    private final VersionedRows<UploadedCrl> rows;
    private final CrlRows codec;
    private final StorageTable contents;
    private final Keys keys;

    TableCrls(ClockedRows clocked, CrlRows codec, StorageTable contents, Keys keys) {
        this.clocked = clocked;
        this.rows = new VersionedRows<>(clocked, codec);
        this.codec = codec;
        this.contents = contents;
        this.keys = keys;
    }

    @Override
    public Optional<UploadedCrl> find(CaName ca) {
        return rows.find(keys.crl(ca));
    }

    @Override
    public boolean insert(UploadedCrl crl) {
        contents.put(codec.content(crl));
        return rows.create(crl);
    }

    @Override
    public boolean replace(UploadedCrl crl, Etag expected) {
        contents.put(codec.content(crl));
        boolean replaced = rows.replace(crl, expected);
        if (replaced) {
            sweep(crl.ca());
        }
        return replaced;
    }

    @Override
    public boolean delete(CaName ca) {
        return clocked.remove(keys.crl(ca));
    }

    /** Lets go of contents of long before: those of writes that failed too, and of lists deleted since. */
    private void sweep(CaName ca) {
        List<Row> written = contents.partition(keys.crlContents(ca));
        Instant newest = written.stream()
                .map(Row::written)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        for (Row row : written) {
            if (row.written().isBefore(newest.minus(KEPT))) {
                Outcome unused = contents.delete(row);
            }
        }
    }
}
