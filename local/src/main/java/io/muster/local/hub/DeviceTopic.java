package io.muster.local.hub;

import io.muster.local.hub.access.PercentText;
import io.muster.local.hub.registry.DeviceId;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a device wants by publishing to a topic. */
sealed interface DeviceTopic {

    String TWIN_GET = "$iothub/twin/GET/";
    String TWIN_REPORT = "$iothub/twin/PATCH/properties/reported/";
    String METHOD_ANSWER = "$iothub/methods/res/";

    /** Telemetry with its message properties, decoded. */
    record Telemetry(Map<String, String> properties) implements DeviceTopic {}

    /** A request for the twin. */
    record TwinGet(String requestId) implements DeviceTopic {}

    /** Reported properties. */
    record TwinReport(String requestId) implements DeviceTopic {}

    /** The answer to a method nobody waits for. */
    record MethodAnswer() implements DeviceTopic {}

    /** Nothing a hub knows, or another device's topic: the connection ends. */
    record Forbidden() implements DeviceTopic {}

    static DeviceTopic parse(String topic, DeviceId device) {
        String events = "devices/" + device.text() + "/messages/events";
        if (topic.equals(events) || topic.startsWith(events + "/")) {
            return new Telemetry(bag(topic.substring(Math.min(topic.length(), events.length() + 1))));
        }
        if (topic.startsWith(TWIN_GET)) {
            return withRequestId(topic.substring(TWIN_GET.length()), true);
        }
        if (topic.startsWith(TWIN_REPORT)) {
            return withRequestId(topic.substring(TWIN_REPORT.length()), false);
        }
        return topic.startsWith(METHOD_ANSWER) ? new MethodAnswer() : new Forbidden();
    }

    private static DeviceTopic withRequestId(String query, boolean get) {
        String requestId = bag(query.startsWith("?") ? query.substring(1) : "").getOrDefault("$rid", "");
        if (requestId.isEmpty()) {
            return new Forbidden();
        }
        return get ? new TwinGet(requestId) : new TwinReport(requestId);
    }

    private static Map<String, String> bag(String text) {
        Map<String, String> bag = new LinkedHashMap<>();
        for (String pair : (text.startsWith("?") ? text.substring(1) : text).split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            if (!name.isEmpty()) {
                bag.put(name, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return bag;
    }

    /** A broken escape is taken as it stands: properties are for people to read here. */
    private static String decoded(String text) {
        return PercentText.decode(text).orElse(text);
    }
}
