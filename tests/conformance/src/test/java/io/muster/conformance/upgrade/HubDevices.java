package io.muster.conformance.upgrade;

import io.muster.conformance.http.Answer;
import io.muster.conformance.http.Call;
import io.muster.conformance.http.Sas;
import io.muster.conformance.http.Wire;
import io.muster.conformance.stack.Hub;
import io.muster.conformance.stack.LocalStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which identities are on the hubs, asked as a hub's owner asks; a hub lists 1,000 at most. */
final class HubDevices {
    private static final Pattern CONNECTION =
            Pattern.compile("HostName=([^;]+);SharedAccessKeyName=([^;]+);SharedAccessKey=(.+)");

    private HubDevices() {}

    /** The hubs of every device id. */
    static Map<String, List<String>> hubsOfAll(LocalStack stack) {
        Map<String, List<String>> hubs = new TreeMap<>();
        for (Hub hub : stack.hubs()) {
            Wire wire = new Wire(hub.registry(), stack.trust());
            Answer answer = wire.send(
                    Call.of("GET", "/devices?top=1000&api-version=2021-04-12").with("Authorization", token(hub)));
            if (answer.status() != 200 || answer.json().size() >= 1000) {
                throw new AssertionError("a hub does not list all its devices: " + answer.status());
            }
            answer.json()
                    .forEach(device -> hubs.computeIfAbsent(
                                    device.path("deviceId").asText(), unused -> new ArrayList<>())
                            .add(hub.host()));
        }
        return hubs;
    }

    private static String token(Hub hub) {
        Matcher parts = CONNECTION.matcher(hub.connectionString());
        if (!parts.matches()) {
            throw new AssertionError("a hub's connection string has other parts");
        }
        return Sas.token(Sas.encode(parts.group(1)), parts.group(3), parts.group(2), Sas.inAnHour());
    }
}
