package io.muster.app;

import io.muster.core.testkit.TestData;

/** Bodies of the provisioning service, where it lies, and what is in them. */
final class ServiceBodies {
    static final String ALL = "/subscriptions/91d1/resourceGroups/rg/providers/Microsoft.Devices/provisioningServices";
    static final String ONE = ALL + "/dps";
    static final String OLD = "2022-02-05";
    static final String NEW = "2026-11-01";
    static final String KEY = TestData.key("hub-b").revealBase64();
    static final String KEYED = "HostName=hub-b.azure-devices.net;SharedAccessKeyName=link;SharedAccessKey=";
    static final String IDENTITY =
            "/subscriptions/1/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i";

    private ServiceBodies() {}

    static String link(String connectionString) {
        return "{\"connectionString\":\"" + connectionString + "\",\"location\":\"West Europe\"}";
    }

    static String link(String label, String type, String identity) {
        return "{\"hostName\":\"" + label + ".azure-devices.net\",\"location\":\"eastus\",\"authenticationType\":\""
                + type
                + "\"" + (identity.isEmpty() ? "" : ",\"selectedUserAssignedIdentityResourceId\":\"" + identity + "\"")
                + "}";
    }

    static String hubs(String version, String... links) {
        return "{\"location\":\"westeurope\",\"sku\":{\"name\":\"S1\",\"capacity\":1},\"tags\":{\"v\":\"" + version
                + "\"},\"properties\":{\"iotHubs\":[" + String.join(",", links) + "]}}";
    }
}
