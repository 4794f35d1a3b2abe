package io.muster.conformance.upgrade;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.data.tables.TableServiceClient;
import com.azure.data.tables.TableServiceClientBuilder;
import com.azure.data.tables.models.ListEntitiesOptions;
import com.azure.data.tables.models.TableEntity;
import com.azure.data.tables.models.TableEntityUpdateMode;
import io.muster.conformance.stack.LocalStack;
import java.util.List;
import java.util.Objects;

/** The rows themselves, to which a build to come adds a column that neither of these two knows. */
final class StoredRows {
    private static final String COLUMN = "OfABuildToCome";
    /** Where enrollments, groups and registration records lie (ADR 0); rows elsewhere are derived from them. */
    private static final List<String> TABLES = List.of("devices", "service");

    private final TableServiceClient tables;

    StoredRows(LocalStack stack) {
        this.tables = new TableServiceClientBuilder()
                .connectionString(stack.tableConnectionString())
                .httpClient(new JdkHttpClientBuilder().build())
                .buildClient();
    }

    /** Adds the column to each row of an enrollment or a device and returns how many there are. */
    int addColumn(String id) {
        int rows = 0;
        for (String table : TABLES) {
            for (TableEntity row : rows(table, id)) {
                TableEntity more = new TableEntity(row.getPartitionKey(), row.getRowKey()).addProperty(COLUMN, id);
                tables.getTableClient(table).updateEntity(more, TableEntityUpdateMode.MERGE);
                rows++;
            }
        }
        return rows;
    }

    /** How many rows of it still have the column as it was. */
    int withColumn(String id) {
        return Math.toIntExact(TABLES.stream()
                .flatMap(table -> rows(table, id).stream())
                .filter(row -> Objects.equals(row.getProperty(COLUMN), id))
                .count());
    }

    private List<TableEntity> rows(String table, String id) {
        String filter = "RegistrationId eq '" + id + "'";
        if (table.equals("service")) {
            filter = "EnrollmentGroupId eq '" + id + "'";
        }
        return tables
                .getTableClient(table)
                .listEntities(new ListEntitiesOptions().setFilter(filter), null, null)
                .stream()
                .toList();
    }
}
