package io.muster.local.hub.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.regex.Pattern;

/** The registry's REST operations, apart from transport and authorisation. */
public final class RegistryApi {

    private static final Pattern API_VERSION = Pattern.compile("20\\d\\d-\\d\\d-\\d\\d(-preview)?");
    private static final Pattern TOP = Pattern.compile("[1-9]\\d{0,2}|1000");

    private final Registry registry;
    private final Modules modules;
    private final BulkImport bulk;

    public RegistryApi(Registry registry) {
        this.registry = registry;
        this.modules = registry.modules();
        this.bulk = new BulkImport(registry);
    }

    /** Carries a request out; throws {@link HubException} for everything the hub refuses. */
    public HubResponse handle(HubRequest request, byte[] body) {
        if (!API_VERSION
                .matcher(request.query().getOrDefault("api-version", ""))
                .matches()) {
            throw new HubException(HubError.INVALID_PROTOCOL_VERSION, "An api-version such as 2021-04-12 is required");
        }
        return switch (request.operation()) {
            case CREATE_DEVICE -> device(registry.create(spec(request, body)));
            case UPDATE_DEVICE -> device(registry.update(spec(request, body), request.ifMatch()));
            case GET_DEVICE -> device(registry.get(id(request)));
            case DELETE_DEVICE -> delete(request);
            case LIST_DEVICES -> list(request);
            case BULK_DEVICES -> bulk(body);
            case GET_TWIN -> twin(registry.get(id(request)));
            case PATCH_TWIN -> twin(registry.patchTwin(id(request), request.ifMatch(), patch(body)));
            case REPLACE_TWIN -> twin(registry.replaceTwin(id(request), request.ifMatch(), patch(body)));
            case LIST_MODULES -> modules(id(request));
            case GET_MODULE -> module(request, modules.get(id(request), moduleId(request)));
            case CREATE_MODULE -> module(request, modules.create(id(request), moduleSpec(request, body)));
            case UPDATE_MODULE ->
                module(request, modules.update(id(request), moduleSpec(request, body), request.ifMatch()));
            case DELETE_MODULE -> deleteModule(request);
            case GET_MODULE_TWIN -> moduleTwin(request, modules.get(id(request), moduleId(request)));
            case PATCH_MODULE_TWIN ->
                moduleTwin(request, modules.patchTwin(id(request), moduleId(request), request.ifMatch(), patch(body)));
            case REPLACE_MODULE_TWIN ->
                moduleTwin(
                        request, modules.replaceTwin(id(request), moduleId(request), request.ifMatch(), patch(body)));
            case GET_STATISTICS -> HubResponse.ok(Json.write(statistics()));
            case METHOD_NOT_ALLOWED ->
                throw new HubException(HubError.METHOD_NOT_ALLOWED, "The resource does not know this method");
            case UNKNOWN -> throw new HubException(HubError.GENERIC_NOT_FOUND, "No such resource");
        };
    }

    private static DeviceId id(HubRequest request) {
        return DeviceId.parse(request.segments().get(1))
                .orElseThrow(() -> HubException.invalid("The device id is malformed"));
    }

    private static DeviceSpec spec(HubRequest request, byte[] body) {
        DeviceId id = id(request);
        ObjectNode json = Json.readObject(body);
        if (!Json.text(json, "deviceId").equals(id.text())) {
            throw HubException.invalid("The body's deviceId is not the one of the path");
        }
        return IdentityJson.read(id, json);
    }

    private static ModuleId moduleId(HubRequest request) {
        return ModuleId.parse(request.segments().get(3))
                .orElseThrow(() -> HubException.invalid("The module id is malformed"));
    }

    private static ModuleSpec moduleSpec(HubRequest request, byte[] body) {
        ModuleId id = moduleId(request);
        ObjectNode json = Json.readObject(body);
        if (!Json.text(json, "deviceId").equals(id(request).text())
                || !Json.text(json, "moduleId").equals(id.text())) {
            throw HubException.invalid("The body's deviceId or moduleId is not the one of the path");
        }
        return ModuleJson.read(id, json);
    }

    private HubResponse modules(DeviceId device) {
        ArrayNode json = Json.array();
        modules.all(device).forEach(module -> json.add(ModuleJson.write(device, module)));
        return HubResponse.ok(Json.write(json));
    }

    private static HubResponse module(HubRequest request, ModuleRecord module) {
        return HubResponse.ok(ModuleJson.write(id(request), module), module.etag());
    }

    private HubResponse moduleTwin(HubRequest request, ModuleRecord module) {
        DeviceIdentity device = registry.get(id(request)).identity();
        return HubResponse.ok(ModuleJson.twin(device, module), module.twin().etag());
    }

    private HubResponse deleteModule(HubRequest request) {
        modules.delete(id(request), moduleId(request), request.ifMatch());
        return HubResponse.noContent();
    }

    private static TwinPatch patch(byte[] body) {
        return TwinPatch.read(Json.readObject(body));
    }

    private HubResponse device(DeviceRecord device) {
        return HubResponse.ok(
                IdentityJson.write(device.identity(), registry.isConnected(device.id())),
                device.identity().etag());
    }

    private HubResponse twin(DeviceRecord device) {
        return HubResponse.ok(
                TwinJson.write(device, registry.isConnected(device.id())),
                device.twin().etag());
    }

    private HubResponse delete(HubRequest request) {
        registry.delete(id(request), request.ifMatch());
        return HubResponse.noContent();
    }

    private HubResponse list(HubRequest request) {
        String top = request.query().getOrDefault("top", "1000");
        if (!TOP.matcher(top).matches()) {
            throw HubException.invalid("top must be between 1 and 1000");
        }
        ArrayNode devices = Json.array();
        registry.all().stream()
                .limit(Integer.parseInt(top))
                .forEach(device ->
                        devices.add(IdentityJson.write(device.identity(), registry.isConnected(device.id()))));
        return HubResponse.ok(Json.write(devices));
    }

    private HubResponse bulk(byte[] body) {
        ObjectNode result = bulk.run(Json.read(body));
        if (result.path("isSuccessful").asBoolean()) {
            return HubResponse.ok(Json.write(result));
        }
        // The .NET client tells this 400 from an ordinary one by its header.
        HubError failure = HubError.BULK_REGISTRY_OPERATION_FAILURE;
        return new HubResponse(failure.status(), Json.write(result), Map.of("iothub-errorcode", failure.wireName()));
    }

    private ObjectNode statistics() {
        long total = registry.all().size();
        long enabled = registry.all().stream()
                .filter(device -> device.identity().isEnabled())
                .count();
        return Json.object()
                .put("totalDeviceCount", total)
                .put("enabledDeviceCount", enabled)
                .put("disabledDeviceCount", total - enabled);
    }
}
