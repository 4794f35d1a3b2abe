package io.muster.azure.tables;

import io.muster.core.identity.Secret;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Supplier;

/** 32 bytes that all instances know and nobody else: made by the first to ask, sealed in the table, opened once a process. */
final class TableServiceSecret implements Supplier<Secret> {
    private static final int BYTES = 32;
    private static final String COLUMN = "Secret";

    private final StorageTable table;
    private final Row.Key key;
    private final Sealing sealing;
    private final SecureRandom random;
    private final Lazy<Secret> secret = new Lazy<>(this::findOrMake);

    TableServiceSecret(StorageTable table, Keys keys, Sealing sealing, SecureRandom random) {
        this.table = table;
        this.key = keys.serviceSecret();
        this.sealing = sealing;
        this.random = random;
    }

    @Override
    public Secret get() {
        return secret.get();
    }

    private Secret findOrMake() {
        Optional<Row> found = table.find(key);
        if (found.isEmpty()) {
            byte[] bytes = new byte[BYTES];
            random.nextBytes(bytes);
            Row row = Row.at(key);
            sealing.put(row, COLUMN, Secret.of(bytes));
            // Where another instance was quicker, its secret is everybody's.
            Optional<String> unused = table.insert(row);
            found = table.find(key);
        }
        return sealing.open(found.orElseThrow(), COLUMN);
    }
}
