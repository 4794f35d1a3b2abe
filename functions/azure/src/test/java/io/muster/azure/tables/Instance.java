package io.muster.azure.tables;

import com.azure.data.tables.TableClient;
import com.azure.data.tables.TableClientBuilder;
import io.muster.core.identity.IdScope;
import java.security.SecureRandom;
import java.util.HexFormat;

/** One instance of the service over the shared Azurite, with its own client, vault connection and clock. */
final class Instance {
    static final SecureRandom RANDOM = new SecureRandom();

    final Traffic traffic = new Traffic();
    final TestVault vault = new TestVault();
    final TestClock clock = new TestClock();
    final TableStores stores;

    Instance(IdScope scope) {
        this(scope, Seeds.NONE);
    }

    Instance(IdScope scope, Seeds seeds) {
        stores = new TableStores(
                TableStorage.watched(AzuriteProcess.connectionString(), traffic), scope, vault, seeds, clock, RANDOM);
    }

    /** A scope nobody has used: tests share the store without meeting. */
    static IdScope freshScope() {
        byte[] bytes = new byte[8];
        RANDOM.nextBytes(bytes);
        return new IdScope("0Ne" + HexFormat.of().withUpperCase().formatHex(bytes));
    }

    /** A look behind the stores. */
    static TableClient raw(String table) {
        return new TableClientBuilder()
                .connectionString(AzuriteProcess.connectionString())
                .tableName(table)
                .buildClient();
    }

    static Row rawRow(String table, Row.Key key) {
        return Row.read(raw(table).getEntity(key.partition(), key.row()));
    }
}
