package io.muster.conformance.crash;

import io.muster.conformance.http.Answer;
import io.muster.conformance.http.Call;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Patience;
import io.muster.conformance.http.Sas;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.http.Wire;
import io.muster.conformance.stack.Hub;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.TableFaults;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A local service of a test's own with all the doors that it needs: the API by the edge, the hubs, what makes calls fail. */
public record Site(
        LocalStack stack,
        ServiceApi service,
        DeviceApi devices,
        Hub first,
        Hub second,
        TableFaults tables,
        WebhookServer webhook,
        Map<URI, Wire> wires) {
    private static final Pattern CONNECTION =
            Pattern.compile("HostName=([^;]+);SharedAccessKeyName=([^;]+);SharedAccessKey=(.+)");
    private static final Duration RETRYING = Duration.ofSeconds(30);
    private static final String HUB_VERSION = "api-version=2021-04-12";

    public static Site of(LocalStack stack, WebhookServer webhook) {
        Wire edge = new Wire(stack.edge(), stack.trust());
        return new Site(
                stack,
                new ServiceApi(stack, edge),
                new DeviceApi(stack, edge),
                stack.hubs().get(0),
                stack.hubs().get(1),
                new TableFaults(stack),
                webhook,
                new ConcurrentHashMap<>());
    }

    public List<Hub> hubs() {
        return List.of(first, second);
    }

    /** Past the edge, at the functions host whose end is to come. */
    public DeviceApi at(int functionsHost) {
        return new DeviceApi(stack, wires.computeIfAbsent(stack.functionsHosts().get(functionsHost), Wire::new));
    }

    /** Creates an enrollment, or replaces it; {@code members} are further ones, each with a comma before it. */
    public void enroll(String id, String key, String members) {
        enroll(service, id, key, members);
    }

    /** The same by this way to the service API. */
    public static void enroll(ServiceApi service, String id, String key, String members) {
        String path = "/enrollments/" + id;
        String body = "{\"registrationId\":\"" + id + "\"," + ServiceApi.attestation(key) + members + "}";
        // A store that others swamp says 503, and an operator's client comes again.
        Answer answer = Patience.until(
                RETRYING,
                () -> {
                    Answer there = service.get(path);
                    return switch (there.status()) {
                        case 404 -> service.put(path, body);
                        case 200 -> service.replace(path, body);
                        default -> there;
                    };
                },
                each -> each.status() != 503);
        if (answer.status() != 200) {
            throw new AssertionError("not enrolled: " + answer);
        }
    }

    /** A call of a hub's registry as its owner makes it. */
    public Answer registry(Hub hub, String method, String target, String body) {
        Matcher parts = CONNECTION.matcher(hub.connectionString());
        if (!parts.matches()) {
            throw new AssertionError("a hub's connection string has other parts");
        }
        String token = Sas.token(Sas.encode(parts.group(1)), parts.group(3), parts.group(2), Sas.inAnHour());
        Call call = Call.of(method, target + "?" + HUB_VERSION).with("Authorization", token);
        return wires.computeIfAbsent(hub.registry(), uri -> new Wire(uri, stack.trust()))
                .send(body.isEmpty() ? call : call.json(body));
    }
}
