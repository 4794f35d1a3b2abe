package io.muster.azure.tables;

import io.muster.core.access.AccessRight;
import io.muster.core.access.SasPolicy;
import java.util.stream.Collectors;

/** Rows {@code policy:…} of table {@code service}. */
record PolicyRows(Keys keys, Sealing sealing) implements RowCodec<SasPolicy> {
    @Override
    public Row write(SasPolicy policy) {
        Row row = Row.at(keys.policy(policy.name())).put("Name", policy.name());
        sealing.put(row, "PrimaryKey", policy.primary());
        sealing.put(row, "SecondaryKey", policy.secondary());
        return row.put(
                "Rights",
                JsonColumn.of(
                        policy.rights().stream().map(AccessRight::wire).sorted().toList()));
    }

    @Override
    public SasPolicy read(Row row) {
        return new SasPolicy(
                row.text("Name"),
                sealing.open(row, "PrimaryKey"),
                sealing.open(row, "SecondaryKey"),
                JsonColumn.texts(row.text("Rights")).stream()
                        .map(AccessRight::parse)
                        .collect(Collectors.toUnmodifiableSet()));
    }
}
