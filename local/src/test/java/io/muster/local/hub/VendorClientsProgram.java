package io.muster.local.hub;

import com.microsoft.azure.sdk.iot.service.registry.Device;

/**
 * Runs the vendor's clients in a JVM whose sockets go through the port map and whose trust store holds the local
 * authority. Prints a line a step; after {@code plain} it waits for a line, so that the test can script the hub.
 */
final class VendorClientsProgram {

    private VendorClientsProgram() {}

    public static void main(String[] args) throws Exception {
        String host = args[0];
        VendorServiceSteps service = new VendorServiceSteps(
                "HostName=" + host + ";SharedAccessKeyName=iothubowner;SharedAccessKey=" + System.getenv("POLICY_KEY"));
        Device device = service.addDevice("d1");
        service.updateAndRemove();
        service.changeTwin("d1");
        service.modules("d1");
        service.statistics();
        service.wrongKeyIsRefused(host);
        System.out.println("service");

        VendorDeviceSteps devices = new VendorDeviceSteps(host);
        devices.sendAndReport("d1", device.getPrimaryKey());
        devices.sendAndReport("d1", device.getSecondaryKey());
        devices.wrongKeyIsRefused("d1");
        service.seeReported("d1");
        System.out.println("device");

        Expect.that(System.in.read() == 's', "the hub is scripted");
        service.scriptedFailures();
        service.nestedErrorsCarryTheCode();
        System.out.println("scripted");
        // The vendor's client leaves threads behind.
        System.exit(0);
    }
}
