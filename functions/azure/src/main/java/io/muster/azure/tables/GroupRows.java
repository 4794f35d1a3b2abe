package io.muster.azure.tables;

import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.identity.GroupId;

/** Rows {@code group:…} of table {@code service}. */
record GroupRows(Keys keys, EnrollmentColumns columns) implements RowCodec<EnrollmentGroup> {
    @Override
    public Row write(EnrollmentGroup group) {
        Row row = Row.at(keys.group(group.groupId()));
        columns.write(row, group);
        return row.put("EnrollmentGroupId", group.groupId().text())
                .put("RegistrationIdPrefix", group.registrationIdPrefix());
    }

    @Override
    public EnrollmentGroup read(Row row) {
        return new EnrollmentGroup(
                new GroupId(row.text("EnrollmentGroupId")),
                row.find("RegistrationIdPrefix"),
                columns.attestation(row),
                columns.terms(row),
                columns.revision(row));
    }
}
