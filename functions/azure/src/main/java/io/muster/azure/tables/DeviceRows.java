package io.muster.azure.tables;

import com.azure.data.tables.models.TableTransactionAction;
import com.azure.data.tables.models.TableTransactionActionType;
import java.util.List;
import java.util.Optional;

/**
 * Individual enrollments, entered into their list before they are written. With an enrollment goes the record of the device
 * it vouched for, both or neither: clients that make an enrollment anew rely on starting afresh.
 */
record DeviceRows(StorageTable table, ListIndex index) implements EtagRows {
    @Override
    public Optional<Row> find(Row.Key key) {
        return table.find(key);
    }

    @Override
    public boolean insert(Row row) {
        index.enter(row.key().partition());
        return table.insert(row).isPresent();
    }

    @Override
    public boolean merge(Row row) {
        return table.merge(row).isPresent();
    }

    @Override
    public Outcome delete(Row row) {
        // The record of a device that its group let in last stays, as it does when the group goes (1.23).
        Optional<Row> record = table.find(Keys.registrationBeside(row.key()))
                .filter(found -> found.find("EnrollmentGroupId").isEmpty());
        return record.isEmpty() ? table.delete(row) : table.submit(List.of(deletion(row), deletion(record.get())));
    }

    private static TableTransactionAction deletion(Row row) {
        return new TableTransactionAction(TableTransactionActionType.DELETE, row.entity(), true);
    }
}
