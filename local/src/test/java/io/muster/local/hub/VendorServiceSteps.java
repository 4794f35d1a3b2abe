package io.muster.local.hub;

import com.azure.core.credential.AzureSasCredential;
import com.microsoft.azure.sdk.iot.service.exceptions.ErrorCodeDescription;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubConflictException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubNotFoundException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubPreconditionFailedException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubTooManyRequestsException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubUnauthorizedException;
import com.microsoft.azure.sdk.iot.service.registry.Device;
import com.microsoft.azure.sdk.iot.service.registry.DeviceStatus;
import com.microsoft.azure.sdk.iot.service.registry.Module;
import com.microsoft.azure.sdk.iot.service.registry.RegistryClient;
import com.microsoft.azure.sdk.iot.service.twin.Twin;
import com.microsoft.azure.sdk.iot.service.twin.TwinClient;
import io.muster.local.hub.access.SymmetricKey;
import java.io.IOException;
import java.time.Instant;

/** What the vendor's service client does to a hub; each step throws when the hub disappoints it. */
final class VendorServiceSteps {

    private final RegistryClient registry;
    private final TwinClient twins;

    VendorServiceSteps(String connectionString) {
        this.registry = new RegistryClient(connectionString);
        this.twins = new TwinClient(connectionString);
    }

    Device addDevice(String id) throws IOException, IotHubException {
        Device device = registry.addDevice(new Device(id));
        Expect.that(SymmetricKey.parse(device.getPrimaryKey()).isPresent(), "the device has a key");
        Expect.that(registry.getDevice(id).getETag().equals(device.getETag()), "the device is found again");
        Expect.fails(IotHubConflictException.class, () -> registry.addDevice(new Device(id)));
        return device;
    }

    void updateAndRemove() throws IOException, IotHubException {
        Device device = registry.addDevice(new Device("short-lived"));
        Device stale = registry.getDevice("short-lived");
        device.setStatus(DeviceStatus.Disabled);

        Device updated = registry.updateDevice(device);
        Expect.that(updated.getStatus() == DeviceStatus.Disabled, "the device is disabled");
        Expect.that(updated.getPrimaryKey().equals(stale.getPrimaryKey()), "an update keeps the keys it sends");
        Expect.fails(IotHubPreconditionFailedException.class, () -> registry.removeDevice(stale));

        registry.removeDevice(updated);
        Expect.fails(IotHubNotFoundException.class, () -> registry.getDevice("short-lived"));
    }

    void changeTwin(String id) throws IOException, IotHubException {
        Twin twin = twins.get(id);
        String stale = twin.getETag();
        twin.getTags().put("site", "north");
        twin.getDesiredProperties().put("interval", 5);

        Twin patched = twins.patch(twin);
        Expect.that("north".equals(patched.getTags().get("site")), "the tag is set");
        Expect.that(patched.getDesiredProperties().getVersion() == 2, "the desired version went up");
        Expect.fails(IotHubPreconditionFailedException.class, () -> twins.patch(twin, stale));

        Twin replacement = new Twin(id);
        replacement.getTags().put("site", "south");
        Twin replaced = twins.replace(replacement, patched.getETag());
        Expect.that("south".equals(replaced.getTags().get("site")), "the twin is replaced");
        Expect.that(!replaced.getDesiredProperties().containsKey("interval"), "what was desired is gone");
    }

    void seeReported(String id) throws IOException, IotHubException {
        Twin twin = twins.get(id);
        Expect.that("1.2.3".equals(twin.getReportedProperties().get("firmware")), "the report is in the twin");
    }

    void modules(String device) throws IOException, IotHubException {
        Module module = registry.addModule(new Module(device, "m1"));
        Expect.that(SymmetricKey.parse(module.getPrimaryKey()).isPresent(), "the module has a key");
        Expect.fails(IotHubConflictException.class, () -> registry.addModule(new Module(device, "m1")));
        Expect.that(registry.getModulesOnDevice(device).size() == 1, "the module is listed");

        Module updated = registry.updateModule(module);
        Expect.that(!updated.getETag().equals(module.getETag()), "the module is updated");
        Expect.that(updated.getPrimaryKey().equals(module.getPrimaryKey()), "an update keeps the keys it sends");

        Twin twin = twins.get(device, "m1");
        twin.getDesiredProperties().put("interval", 7);
        Twin patched = twins.patch(twin);
        Expect.that("m1".equals(patched.getModuleId()), "the twin is the module's");
        Expect.that(patched.getDesiredProperties().getVersion() == 2, "the desired version went up");

        registry.removeModule(device, "m1");
        Expect.fails(IotHubNotFoundException.class, () -> registry.getModule(device, "m1"));
    }

    void statistics() throws IOException, IotHubException {
        Expect.that(registry.getStatistics().getTotalDeviceCount() > 0, "devices are counted");
    }

    void wrongKeyIsRefused(String host) {
        String token =
                HubFixture.token(host, SymmetricKey.random(), Instant.now().plusSeconds(60)) + "&skn=iothubowner";
        RegistryClient stranger = new RegistryClient(host, new AzureSasCredential(token));
        Expect.fails(IotHubUnauthorizedException.class, () -> stranger.getDevice("d1"));
    }

    /** The next two calls are scripted from outside: a 429, then a 404 in the nested error form. */
    void scriptedFailures() {
        Expect.fails(IotHubTooManyRequestsException.class, () -> registry.getDevice("d1"));
    }

    void nestedErrorsCarryTheCode() {
        IotHubNotFoundException error = Expect.fails(IotHubNotFoundException.class, () -> registry.getDevice("nobody"));
        Expect.that(error.getErrorCodeDescription() == ErrorCodeDescription.DeviceNotFound, "404001 is understood");
    }
}
