package io.muster.azure.tables;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.core.access.AccessRules;
import io.muster.core.allocation.AllocationPolicy;
import io.muster.core.identity.Etag;
import io.muster.core.service.ServiceSettings;
import java.util.Map;
import java.util.TreeMap;

/** Row {@code settings} of table {@code service}. Where it is, the seeds have been planted. */
record SettingsRows(Keys keys) implements RowCodec<ServiceSettings> {
    @Override
    public Row write(ServiceSettings settings) {
        ObjectNode tags = JsonColumn.object();
        new TreeMap<>(settings.tags()).forEach(tags::put);
        return Row.at(keys.settings())
                .put("AllocationPolicy", settings.allocationPolicy().name())
                .put("Location", settings.location())
                .put("Tags", tags.toString())
                .put("Access", AccessJson.write(settings.access()))
                .put("Etag", settings.etag().text());
    }

    /** Whatever else of the row does not read, who may come in is decided by its own column, which fails closed. */
    @Override
    public ServiceSettings read(Row row) {
        AccessRules access = row.find("Access").map(AccessJson::read).orElse(AccessRules.OPEN);
        return Damage.skip(row, it -> read(it, access))
                .orElseGet(() -> new ServiceSettings(
                        ServiceSettings.INITIAL.allocationPolicy(),
                        ServiceSettings.INITIAL.location(),
                        ServiceSettings.INITIAL.tags(),
                        access,
                        ServiceSettings.INITIAL.etag()));
    }

    private static ServiceSettings read(Row row, AccessRules access) {
        Map<String, String> tags = new TreeMap<>();
        JsonColumn.parse(row.text("Tags"))
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        return new ServiceSettings(
                AllocationPolicy.valueOf(row.text("AllocationPolicy")),
                row.find("Location").orElse(""),
                tags,
                access,
                new Etag(row.text("Etag")));
    }
}
