package io.muster.bench;

import java.util.List;

/** A way to register whose cost is counted. */
enum CostCase {
    HASHED("hashed", "hashed over all hubs"),
    STATIC("static", "static, one hub"),
    GEO_LATENCY("geoLatency", "geoLatency over all hubs, with the device's hint"),
    CUSTOM("custom", "custom: a webhook chooses the hub"),
    MIGRATE("migrate", "a known device moves from one hub to another with its twin"),
    QUEUED("queued", "hashed, and a hub slower than a request waits: the queue ends it");

    /** So that there is something to take along. */
    private static final String TWIN =
            ",\"initialTwin\":{\"tags\":{\"site\":\"north\"},\"properties\":{\"desired\":{\"rate\":5}}}";

    private final String text;
    private final String meaning;

    CostCase(String text, String meaning) {
        this.text = text;
        this.meaning = meaning;
    }

    String text() {
        return text;
    }

    String meaning() {
        return meaning;
    }

    /** The members of the enrollment group, each with a comma before it. */
    String terms(List<String> hubs, String webhook) {
        return switch (this) {
            case HASHED, QUEUED -> ",\"allocationPolicy\":\"hashed\"";
            case STATIC -> onlyOn(hubs.get(0));
            case MIGRATE -> onlyOn(hubs.get(0)) + TWIN;
            case GEO_LATENCY -> ",\"allocationPolicy\":\"geoLatency\"";
            case CUSTOM ->
                ",\"allocationPolicy\":\"custom\",\"customAllocationDefinition\":{\"webhookUrl\":\"" + webhook
                        + "\",\"apiVersion\":\"2021-10-01\"}";
        };
    }

    /** A move takes along what twins hold, which is also what is done unless another policy is set. */
    static String onlyOn(String hub) {
        return ",\"allocationPolicy\":\"static\",\"iotHubs\":[\"" + hub
                + "\"],\"reprovisionPolicy\":{\"updateHubAssignment\":true,\"migrateDeviceData\":true}";
    }

    /** What a device's register request says besides its id, with a comma before it. */
    String payload() {
        return this == GEO_LATENCY ? ",\"payload\":{\"clientRegion\":\"eastus\"}" : "";
    }

    /** Queued devices wait for seconds, so some wait at a time. */
    int callers() {
        return this == QUEUED ? 5 : 1;
    }
}
