package io.muster.conformance.secrets;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.data.tables.TableServiceClient;
import com.azure.data.tables.TableServiceClientBuilder;
import com.azure.data.tables.models.TableEntity;
import io.muster.conformance.stack.LocalStack;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What lies in the tables of a local service, looked at from outside. */
final class SealedRows {
    private static final Pattern SEALED = Pattern.compile("v1\\.([0-9a-f]{16})\\.[A-Za-z0-9_-]+");

    private final TableServiceClient tables;

    SealedRows(LocalStack stack) {
        this.tables = new TableServiceClientBuilder()
                .connectionString(stack.tableConnectionString())
                .httpClient(new JdkHttpClientBuilder().build())
                .buildClient();
    }

    /** The ids of the data keys that anything at all is sealed under. */
    Set<String> dataKeys() {
        Set<String> ids = new TreeSet<>();
        each((table, row) -> row.getProperties().values().forEach(value -> {
            Matcher sealed = SEALED.matcher(String.valueOf(value));
            if (sealed.lookingAt()) {
                ids.add(sealed.group(1));
            }
        }));
        return ids;
    }

    /** The ids of the data keys that are not opened any more. */
    Set<String> retired() {
        Set<String> ids = new TreeSet<>();
        each((table, row) -> {
            if (row.getRowKey().startsWith("datakey:")
                    && !String.valueOf(row.getProperty("Retired")).isEmpty()) {
                ids.add(String.valueOf(row.getProperty("Id")));
            }
        });
        return ids;
    }

    /** The versions of the vault's key that data keys are wrapped with. */
    Set<String> wrappingKeys() {
        Set<String> ids = new TreeSet<>();
        each((table, row) -> {
            if (row.getRowKey().startsWith("datakey:")) {
                ids.add(String.valueOf(row.getProperty("WrappingKeyId")));
            }
        });
        return ids;
    }

    /** Every row of every table, with its table's name. */
    void each(BiConsumer<String, TableEntity> seen) {
        tables.listTables()
                .forEach(table -> tables.getTableClient(table.getName())
                        .listEntities()
                        .forEach(row -> seen.accept(table.getName(), row)));
    }
}
