package io.muster.azure.tables;

import io.muster.core.identity.GroupId;
import java.util.Optional;

/** Rows {@code release:…} of table {@code service}. */
record ReleaseRows(Keys keys) implements RowCodec<ReleaseRows.Release> {
    /** What share of a group's imported assignments is let go of; without a group, of those by individual enrollment. */
    record Release(Optional<GroupId> group, int percent) {}

    @Override
    public Row write(Release release) {
        return Row.at(keys.release(release.group()))
                .put("EnrollmentGroupId", release.group().map(GroupId::text))
                .put("Percent", release.percent());
    }

    @Override
    public Release read(Row row) {
        return new Release(row.find("EnrollmentGroupId").map(GroupId::new), row.number("Percent"));
    }
}
