package io.muster.azure.tables;

import io.muster.core.encryption.Envelope;
import io.muster.core.identity.Secret;

/** Secrets in the columns of one table, each sealed to its place. */
record Sealing(Envelope envelope, String table) {
    void put(Row row, String column, Secret secret) {
        row.put(column, envelope.seal(secret, place(row, column)));
    }

    Secret open(Row row, String column) {
        return envelope.open(row.text(column), place(row, column));
    }

    /** For a value too long for one column. */
    String seal(Row row, String name, Secret secret) {
        return envelope.seal(secret, place(row, name));
    }

    Secret open(Row row, String name, String sealed) {
        return envelope.open(sealed, place(row, name));
    }

    /** The same under another data key. */
    String under(String keyId, Row row, String name, String sealed) {
        return envelope.resealed(sealed, place(row, name), keyId);
    }

    private Envelope.Place place(Row row, String column) {
        return new Envelope.Place(table, row.key().partition(), row.key().row(), column);
    }
}
