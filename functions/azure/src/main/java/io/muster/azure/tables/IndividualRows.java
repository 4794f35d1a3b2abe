package io.muster.azure.tables;

import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.JsonText;
import io.muster.core.identity.RegistrationId;

/** Rows {@code enrollment} of table {@code devices}. */
record IndividualRows(Keys keys, EnrollmentColumns columns) implements RowCodec<IndividualEnrollment> {
    @Override
    public Row write(IndividualEnrollment enrollment) {
        Row row = Row.at(keys.enrollment(enrollment.registrationId()));
        columns.write(row, enrollment);
        return row.put("RegistrationId", enrollment.registrationId().text())
                .put("DeviceId", enrollment.deviceId().map(DeviceId::text))
                .put(
                        "OptionalDeviceInformation",
                        enrollment.optionalDeviceInformation().map(JsonText::text));
    }

    @Override
    public IndividualEnrollment read(Row row) {
        return new IndividualEnrollment(
                new RegistrationId(row.text("RegistrationId")),
                row.find("DeviceId").map(DeviceId::new),
                columns.attestation(row),
                columns.terms(row),
                row.find("OptionalDeviceInformation").map(JsonText::new),
                columns.revision(row));
    }
}
