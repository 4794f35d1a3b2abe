package io.muster.app.wire;

/** Refuses what the resource's form offers and this service does not do: taken in silence, it would be believed. */
final class UnservedWire {
    private UnservedWire() {}

    static void refuse(Fields body, Fields properties) {
        body.object("sku").ifPresent(UnservedWire::refuseSku);
        if (properties
                .text("publicNetworkAccess")
                .filter("Disabled"::equalsIgnoreCase)
                .isPresent()) {
            throw properties.wrong("publicNetworkAccess", "Enabled: close the network in front of the functions app");
        }
        if (properties.bool("enableDataResidency").orElse(false)) {
            throw properties.wrong(
                    "enableDataResidency", "false: the data is where the storage account is, and replicated as it is");
        }
    }

    private static void refuseSku(Fields sku) {
        if (sku.text("name").filter(name -> !name.equalsIgnoreCase("S1")).isPresent()) {
            throw sku.wrong("name", "S1");
        }
        if (sku.number("capacity").filter(capacity -> capacity != 1).isPresent()) {
            throw sku.wrong("capacity", "1: the functions plan decides how far this service scales");
        }
    }
}
