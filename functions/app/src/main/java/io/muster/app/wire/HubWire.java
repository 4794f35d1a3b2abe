package io.muster.app.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.muster.core.hub.LinkedHub;
import java.io.IOException;

/** A linked hub as the management plane tells of it, its key masked (rest.md 8.1). */
final class HubWire {
    private HubWire() {}

    static void write(JsonGenerator json, LinkedHub hub, ApiVersion version) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", hub.host().name());
        if (version.equals(ApiVersion.NEWEST)) {
            json.writeStringField("hostName", hub.host().name());
        }
        if (hub.authentication() instanceof LinkedHub.SharedAccessKey key) {
            json.writeStringField(
                    "connectionString",
                    "HostName=" + hub.host().name() + ";SharedAccessKeyName=" + key.policyName() + ";SharedAccessKey="
                            + ServiceWire.MASK);
            if (version.equals(ApiVersion.NEWEST)) {
                json.writeStringField("authenticationType", "KeyBased");
            }
        } else if (hub.authentication() instanceof LinkedHub.ManagedIdentity identity) {
            writeIdentity(json, hub, identity, version);
        }
        json.writeStringField("location", hub.location());
        json.writeNumberField("allocationWeight", hub.weight());
        json.writeBooleanField("applyAllocationPolicy", hub.applyAllocationPolicy());
        if (hub.endpoint().isPresent()) {
            json.writeStringField("endpoint", hub.endpoint().get().toString());
        }
        json.writeEndObject();
    }

    private static void writeIdentity(
            JsonGenerator json, LinkedHub hub, LinkedHub.ManagedIdentity identity, ApiVersion version)
            throws IOException {
        if (!version.equals(ApiVersion.NEWEST)) {
            // This version requires a connection string, and knows no other way to tell a hub.
            json.writeStringField("connectionString", "HostName=" + hub.host().name());
            return;
        }
        json.writeStringField(
                "authenticationType", identity.clientId().isPresent() ? "UserAssigned" : "SystemAssigned");
        if (identity.clientId().isPresent()) {
            String id = identity.clientId().get();
            json.writeStringField(id.startsWith("/") ? "selectedUserAssignedIdentityResourceId" : "clientId", id);
        }
    }
}
