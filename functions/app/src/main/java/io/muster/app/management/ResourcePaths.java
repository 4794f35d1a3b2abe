package io.muster.app.management;

import io.muster.app.http.Request;
import io.muster.app.wire.ServiceWire.Place;
import io.muster.core.identity.IdScope;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Where this service lies in the resource manager's terms: any subscription and group, the first labels of its hosts as names. */
final class ResourcePaths {
    static final String PROVIDER = "/providers/Microsoft.Devices";
    static final String SUBSCRIPTION = "/subscriptions/{subscription}";
    static final String GROUP = SUBSCRIPTION + "/resourceGroups/{resourceGroup}";
    private static final String SERVICES = PROVIDER + "/provisioningServices";
    static final String IN_SUBSCRIPTION = SUBSCRIPTION + SERVICES;
    static final String IN_GROUP = GROUP + SERVICES;
    static final String SERVICE = IN_GROUP + "/{service}";

    /** This service knows neither subscriptions nor resource groups: whatever could be one is taken, and echoed. */
    private static final Pattern SUBSCRIPTION_ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private static final Pattern RESOURCE_GROUP = Pattern.compile("[\\p{L}\\p{N}_.()-]{1,90}");

    /** Named where a caller names none. */
    private static final String ANY_GROUP = "muster";

    /** The first label of the host that all services of DPS share; the name of a service only if there is no other. */
    private static final String SHARED = "global";

    private final List<String> hosts;
    private final IdScope scope;

    ResourcePaths(Set<String> hosts, IdScope scope) {
        this.hosts = hosts.stream()
                .sorted(Comparator.comparing((String host) -> label(host).equals(SHARED))
                        .thenComparing(host -> host))
                .toList();
        this.scope = scope;
    }

    /** The resource a path names, once it is this service. */
    Place named(Request request) {
        String service = request.parameter("service");
        String host = host(service)
                .orElseThrow(
                        () -> Problem.of(ProblemKind.NOT_FOUND, "There is no provisioning service of this name here"));
        return place(subscription(request), group(request), service, host);
    }

    /** The one service there is, in the subscription and the group that a path names. */
    Place listed(Request request) {
        String group = request.parameters().containsKey("resourceGroup") ? group(request) : ANY_GROUP;
        return place(subscription(request), group, label(hosts.get(0)), hosts.get(0));
    }

    String subscription(Request request) {
        return wellFormed("subscription", SUBSCRIPTION_ID, request);
    }

    boolean isName(String service) {
        return host(service).isPresent();
    }

    private Place place(String subscription, String group, String service, String host) {
        String id = SERVICE.replace("{subscription}", subscription)
                .replace("{resourceGroup}", group)
                .replace("{service}", service);
        String deviceHost = hosts.stream()
                .filter(it -> label(it).equals(SHARED))
                .findFirst()
                .orElse(host);
        return new Place(id, subscription, group, service, host, deviceHost, scope.text());
    }

    private Optional<String> host(String service) {
        String name = service.toLowerCase(Locale.ROOT);
        return hosts.stream().filter(host -> label(host).equals(name)).findFirst();
    }

    private static String label(String host) {
        return host.split("\\.", 2)[0];
    }

    private static String group(Request request) {
        return wellFormed("resourceGroup", RESOURCE_GROUP, request);
    }

    private static String wellFormed(String parameter, Pattern form, Request request) {
        String value = request.parameter(parameter);
        if (!form.matcher(value).matches()) {
            throw Problem.of(ProblemKind.INVALID_ARGUMENT, "The path's " + parameter + " is not well-formed");
        }
        return value;
    }
}
