package io.muster.azure.tables;

import io.muster.core.hub.LinkedHub;
import io.muster.core.identity.HubHost;
import java.net.URI;
import java.util.Optional;

/** Rows {@code hub:…} of table {@code service}. */
record HubRows(Keys keys, Sealing sealing) implements RowCodec<LinkedHub> {
    @Override
    public Row write(LinkedHub hub) {
        Row row = Row.at(keys.hub(hub.host()))
                .put("HostName", hub.host().name())
                .put("Endpoint", hub.endpoint().map(URI::toString))
                .put("Weight", hub.weight())
                .put("ApplyAllocationPolicy", hub.applyAllocationPolicy())
                .put("Location", hub.location());
        if (hub.authentication() instanceof LinkedHub.SharedAccessKey key) {
            row.put("PolicyName", key.policyName()).put("ClientId", "");
            sealing.put(row, "Key", key.key());
        } else if (hub.authentication() instanceof LinkedHub.ManagedIdentity identity) {
            row.put("PolicyName", "").put("ClientId", identity.clientId()).put("Key", "");
        }
        return row;
    }

    @Override
    public LinkedHub read(Row row) {
        return new LinkedHub(
                new HubHost(row.text("HostName")),
                row.find("Endpoint").map(URI::create),
                row.number("Weight"),
                row.flag("ApplyAllocationPolicy"),
                row.find("Location").orElse(""),
                authentication(row));
    }

    private LinkedHub.Authentication authentication(Row row) {
        Optional<String> policy = row.find("PolicyName");
        if (policy.isPresent()) {
            return new LinkedHub.SharedAccessKey(policy.get(), sealing.open(row, "Key"));
        }
        return new LinkedHub.ManagedIdentity(row.find("ClientId"));
    }
}
