package io.muster.azure.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.HubHost;
import io.muster.core.registration.Seat;

/** A hub and a device's name in it, as JSON. */
final class SeatJson {
    private SeatJson() {}

    static ObjectNode write(Seat seat) {
        return JsonColumn.object()
                .put("hub", seat.hub().name())
                .put("deviceId", seat.deviceId().text());
    }

    static Seat read(JsonNode json) {
        return new Seat(new HubHost(JsonColumn.text(json, "hub")), new DeviceId(JsonColumn.text(json, "deviceId")));
    }
}
