package io.muster.conformance.protocols;

import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientTransportProtocol;

/** How a device speaks to the service, by the names that the scripts know too. */
public enum Transport {
    HTTPS,
    MQTT,
    MQTT_WS,
    AMQP,
    AMQP_WS;

    /** Python's device SDK speaks MQTT only. */
    boolean isSpokenBy(DeviceSdk sdk) {
        return sdk != DeviceSdk.PYTHON || this == MQTT || this == MQTT_WS;
    }

    /** What Java's SDK calls it. */
    public ProvisioningDeviceClientTransportProtocol ofJava() {
        return switch (this) {
            case HTTPS -> ProvisioningDeviceClientTransportProtocol.HTTPS;
            case MQTT -> ProvisioningDeviceClientTransportProtocol.MQTT;
            case MQTT_WS -> ProvisioningDeviceClientTransportProtocol.MQTT_WS;
            case AMQP -> ProvisioningDeviceClientTransportProtocol.AMQPS;
            case AMQP_WS -> ProvisioningDeviceClientTransportProtocol.AMQPS_WS;
        };
    }
}
