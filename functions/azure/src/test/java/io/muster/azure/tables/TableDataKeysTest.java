package io.muster.azure.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.muster.core.encryption.DataKey;
import io.muster.core.encryption.DataKeys;
import io.muster.core.identity.IdScope;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TableDataKeysTest {
    private final IdScope scope = Instance.freshScope();
    private final TestVault vault = new TestVault();
    private final TestClock clock = new TestClock();

    @Test
    @DisplayName("ADR 0: of many instances that start at once, all seal under one data key")
    void oneKey() {
        List<DataKeys> instances =
                IntStream.range(0, 6).mapToObj(i -> (DataKeys) dataKeys()).toList();

        List<DataKey> current = Race.of(instances, DataKeys::current);

        assertEquals(1, current.stream().distinct().count());
        assertEquals(current.get(0), dataKeys().byId(current.get(0).id()));
        long rows = storage().table(Keys.SERVICE).partition(new Keys(scope).servicePartition()).stream()
                .filter(row -> row.key().row().startsWith("datakey:"))
                .count();
        assertEquals(1, rows);
    }

    @Test
    @DisplayName("The vault is asked once a process, however many need the key at once")
    void openedOnce() {
        String id = dataKeys().current().id();
        int before = vault.unwraps.get();
        DataKeys other = dataKeys();

        Race.of(Collections.nCopies(6, other), keys -> keys.byId(id));
        other.current();

        assertEquals(before + 1, vault.unwraps.get());
    }

    @Test
    void anUnknownKeyIsAnError() {
        assertThrows(IllegalStateException.class, () -> dataKeys().byId("none"));
    }

    private TableDataKeys dataKeys() {
        return new TableDataKeys(
                storage().table(Keys.SERVICE), new Keys(scope), vault, Duration.ofDays(1), clock, Instance.RANDOM);
    }

    private static TableStorage storage() {
        return TableStorage.withConnectionString(AzuriteProcess.connectionString());
    }
}
