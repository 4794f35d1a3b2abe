package io.muster.azure.tables;

import io.muster.core.identity.GroupId;
import io.muster.core.identity.HubHost;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.RegistrationId;
import java.util.Locale;
import java.util.regex.Pattern;

/** Where each thing lies (ADR 0). */
final class Keys {
    static final String DEVICES = "devices";
    static final String SERVICE = "service";
    static final String GROUP = "group:";
    static final String HUB = "hub:";
    static final String POLICY = "policy:";

    private static final Pattern NOT_PLAIN = Pattern.compile("[^a-z0-9._\\-]");

    private final String scope;

    Keys(IdScope scope) {
        this.scope = scope.text().toLowerCase(Locale.ROOT);
    }

    Row.Key enrollment(RegistrationId id) {
        return new Row.Key(scope + ":" + id.folded(), "enrollment");
    }

    Row.Key registration(RegistrationId id) {
        return new Row.Key(scope + ":" + id.folded(), "registration");
    }

    /** The partition of everything that is not a device's. */
    String servicePartition() {
        return scope;
    }

    Row.Key group(GroupId id) {
        return service(GROUP + id.folded());
    }

    Row.Key hub(HubHost host) {
        return service(HUB + host.name());
    }

    Row.Key policy(String name) {
        return service(POLICY + escaped(name.toLowerCase(Locale.ROOT)));
    }

    Row.Key dataKey(String id) {
        return service("datakey:" + id);
    }

    Row.Key currentDataKey() {
        return service("datakey-current");
    }

    Row.Key clock() {
        return service("clock");
    }

    private Row.Key service(String row) {
        return new Row.Key(scope, row);
    }

    private static String escaped(String text) {
        return NOT_PLAIN
                .matcher(text)
                .replaceAll(found ->
                        String.format(Locale.ROOT, "=%06x", found.group().codePointAt(0)));
    }
}
