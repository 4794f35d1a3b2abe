package io.muster.app.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.muster.app.http.Response;
import io.muster.core.access.AccessRight;
import io.muster.core.access.SasPolicy;
import io.muster.core.allocation.AllocationPolicy;
import io.muster.core.hub.LinkedHub;
import io.muster.core.service.ServiceDescription;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The provisioning service as a resource of the management plane (rest.md 8.1); keys masked but in listkeys. */
public final class ServiceWire {
    static final String MASK = "****";
    /** Where nobody has said where the service is. */
    static final String UNKNOWN = "unknown";

    private static final String TYPE = "Microsoft.Devices/ProvisioningServices";

    /**
     * What the resource is called and reached under.
     *
     * @param serviceHost where it is managed
     * @param deviceHost where devices call
     */
    public record Place(
            String id,
            String subscription,
            String resourceGroup,
            String name,
            String serviceHost,
            String deviceHost,
            String idScope) {}

    private ServiceWire() {}

    public static Response response(ServiceDescription service, Place place, ApiVersion version) {
        return Response.json(200, Json.write(json -> write(json, service, place, version)))
                .with("ETag", "\"" + service.settings().etag().text() + "\"");
    }

    /** A list of this one service. */
    public static Response list(ServiceDescription service, Place place, ApiVersion version) {
        return Response.json(200, Json.write(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("value");
            write(json, service, place, version);
            json.writeEndArray();
            json.writeEndObject();
        }));
    }

    /** The policies with their keys in the clear. */
    public static Response keys(List<SasPolicy> policies) {
        return Response.json(200, Json.write(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("value");
            for (SasPolicy policy : policies) {
                writeWithKeys(json, policy);
            }
            json.writeEndArray();
            json.writeEndObject();
        }));
    }

    /** How many policies such an answer shows. */
    public static int keysIn(Response shown) {
        return Json.object(shown.body()).path("value").size();
    }

    /** One policy with its keys in the clear. */
    public static Response keys(SasPolicy policy) {
        return Response.json(200, Json.write(json -> writeWithKeys(json, policy)));
    }

    private static void write(JsonGenerator json, ServiceDescription service, Place place, ApiVersion version)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("id", place.id());
        json.writeStringField("name", place.name());
        json.writeStringField("type", TYPE);
        String location = service.settings().location();
        json.writeStringField("location", location.isEmpty() ? UNKNOWN : location);
        json.writeObjectFieldStart("tags");
        for (Map.Entry<String, String> tag : new TreeMap<>(service.settings().tags()).entrySet()) {
            json.writeStringField(tag.getKey(), tag.getValue());
        }
        json.writeEndObject();
        json.writeStringField("etag", service.settings().etag().text());
        if (version.equals(ApiVersion.NEWEST)) {
            json.writeStringField("subscriptionid", place.subscription());
            json.writeStringField("resourcegroup", place.resourceGroup());
        }
        json.writeObjectFieldStart("sku");
        json.writeStringField("name", "S1");
        json.writeStringField("tier", "Standard");
        json.writeNumberField("capacity", 1);
        json.writeEndObject();
        json.writeObjectFieldStart("properties");
        writeProperties(json, service, place, version);
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeProperties(JsonGenerator json, ServiceDescription service, Place place, ApiVersion version)
            throws IOException {
        json.writeStringField("state", "Active");
        json.writeStringField("provisioningState", "Succeeded");
        json.writeStringField("allocationPolicy", name(service.settings().allocationPolicy()));
        json.writeStringField("serviceOperationsHostName", place.serviceHost());
        json.writeStringField("deviceProvisioningHostName", place.deviceHost());
        json.writeStringField("idScope", place.idScope());
        json.writeStringField("publicNetworkAccess", "Enabled");
        json.writeBooleanField("enableDataResidency", false);
        if (version.equals(ApiVersion.NEWEST)) {
            json.writeBooleanField(
                    "disableLocalAuth", service.settings().access().localAuthDisabled());
        }
        IpFilterWire.write(json, service.settings().access().ipFilter());
        json.writeArrayFieldStart("privateEndpointConnections");
        json.writeEndArray();
        json.writeArrayFieldStart("iotHubs");
        for (LinkedHub hub : service.hubs()) {
            HubWire.write(json, hub, version);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("authorizationPolicies");
        for (SasPolicy policy : service.policies()) {
            write(json, policy, MASK, MASK);
        }
        json.writeEndArray();
    }

    private static void writeWithKeys(JsonGenerator json, SasPolicy policy) throws IOException {
        write(json, policy, policy.primary().revealBase64(), policy.secondary().revealBase64());
    }

    private static void write(JsonGenerator json, SasPolicy policy, String primary, String secondary)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("keyName", policy.name());
        json.writeStringField("primaryKey", primary);
        json.writeStringField("secondaryKey", secondary);
        json.writeStringField(
                "rights",
                policy.rights().stream().sorted().map(AccessRight::wire).collect(Collectors.joining(", ")));
        json.writeEndObject();
    }

    private static String name(AllocationPolicy policy) {
        return switch (policy) {
            case HASHED -> "Hashed";
            case GEO_LATENCY -> "GeoLatency";
            case STATIC -> "Static";
            case CUSTOM -> throw new IllegalArgumentException("no policy of a service");
        };
    }
}
