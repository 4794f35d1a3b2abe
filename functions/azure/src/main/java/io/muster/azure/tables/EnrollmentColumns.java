package io.muster.azure.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.core.allocation.AllocationPolicy;
import io.muster.core.allocation.CustomAllocation;
import io.muster.core.attestation.Attestation;
import io.muster.core.enrollment.Enrollment;
import io.muster.core.enrollment.InitialTwin;
import io.muster.core.enrollment.IssuanceNames;
import io.muster.core.enrollment.ReprovisionPolicy;
import io.muster.core.enrollment.Revision;
import io.muster.core.enrollment.Terms;
import io.muster.core.hub.HubTwin;
import io.muster.core.identity.Etag;
import io.muster.core.identity.HubHost;
import io.muster.core.identity.JsonText;
import java.util.Optional;

/** The columns that individual enrollments and groups share. */
record EnrollmentColumns(AttestationColumns attestation) {
    private static final String WEBHOOK_URL = "WebhookUrl";
    private static final String WEBHOOK_VERSION = "WebhookApiVersion";

    void write(Row row, Enrollment enrollment) {
        attestation.write(row, enrollment.attestation());
        write(row, enrollment.revision());
        write(row, enrollment.terms());
        write(row, enrollment.terms().customAllocation());
    }

    /** The whole address is sealed, not only its query: with a key in it, it is one (3.20). */
    private void write(Row row, Optional<CustomAllocation> webhook) {
        row.put(WEBHOOK_URL, "").put(WEBHOOK_VERSION, webhook.map(CustomAllocation::apiVersion));
        webhook.ifPresent(it -> attestation.sealing().put(row, WEBHOOK_URL, it.url()));
    }

    private Optional<CustomAllocation> webhook(Row row) {
        return row.find(WEBHOOK_VERSION)
                .map(version -> new CustomAllocation(attestation.sealing().open(row, WEBHOOK_URL), version));
    }

    Attestation attestation(Row row) {
        return attestation.read(row);
    }

    Revision revision(Row row) {
        return new Revision(new Etag(row.text("Etag")), row.instant("Created"), row.instant("Updated"));
    }

    Terms terms(Row row) {
        return new Terms(
                row.flag("Enabled"),
                row.find("ReprovisionPolicy").map(EnrollmentColumns::reprovisionPolicy),
                row.find("AllocationPolicy").map(AllocationPolicy::valueOf),
                webhook(row),
                JsonColumn.texts(row.text("IotHubs")).stream().map(HubHost::new).toList(),
                row.find("IotHubHostName").map(HubHost::new),
                row.flag("IotEdge"),
                row.find("InitialTwin").map(sent -> initialTwin(row, sent)),
                row.find("Issuance").map(EnrollmentColumns::issuance).orElse(IssuanceNames.NONE));
    }

    private static void write(Row row, Revision revision) {
        row.put("Etag", revision.etag().text())
                .put("Created", revision.created())
                .put("Updated", revision.updated());
    }

    private static void write(Row row, Terms terms) {
        Optional<InitialTwin> twin = terms.initialTwin();
        row.put("Enabled", terms.enabled())
                .put("ReprovisionPolicy", terms.reprovisionPolicy().map(EnrollmentColumns::json))
                .put("AllocationPolicy", terms.allocationPolicy().map(AllocationPolicy::name))
                .put(
                        "IotHubs",
                        JsonColumn.of(terms.hubs().stream().map(HubHost::name).toList()))
                .put("IotHubHostName", terms.legacyHub().map(HubHost::name))
                .put("IotEdge", terms.iotEdge())
                .put("InitialTwin", twin.map(t -> t.sent().text()))
                .put("InitialTwinTags", twin.map(t -> t.written().tags().text()))
                .put("InitialTwinDesired", twin.map(t -> t.written().desired().text()))
                .put("Issuance", json(terms.issuance()));
    }

    private static InitialTwin initialTwin(Row row, String sent) {
        HubTwin written =
                new HubTwin(new JsonText(row.text("InitialTwinTags")), new JsonText(row.text("InitialTwinDesired")));
        return new InitialTwin(new JsonText(sent), written);
    }

    private static String json(ReprovisionPolicy policy) {
        return JsonColumn.object()
                .put("updateHubAssignment", policy.updateHubAssignment())
                .put("migrateDeviceData", policy.migrateDeviceData())
                .toString();
    }

    private static ReprovisionPolicy reprovisionPolicy(String column) {
        JsonNode json = JsonColumn.parse(column);
        return new ReprovisionPolicy(
                json.path("updateHubAssignment").booleanValue(),
                json.path("migrateDeviceData").booleanValue());
    }

    private static String json(IssuanceNames names) {
        ObjectNode json = JsonColumn.object();
        names.credentialPolicy().ifPresent(name -> json.put("credentialPolicy", name));
        names.namespace().ifPresent(name -> json.put("namespace", name));
        names.certificateAuthority().ifPresent(name -> json.put("certificateAuthority", name));
        names.certificatePolicy().ifPresent(name -> json.put("certificatePolicy", name));
        return json.toString();
    }

    private static IssuanceNames issuance(String column) {
        JsonNode json = JsonColumn.parse(column);
        return new IssuanceNames(
                name(json, "credentialPolicy"),
                name(json, "namespace"),
                name(json, "certificateAuthority"),
                name(json, "certificatePolicy"));
    }

    private static Optional<String> name(JsonNode json, String member) {
        return json.has(member) ? Optional.of(JsonColumn.text(json, member)) : Optional.empty();
    }
}
