package io.muster.infra;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The settings that the templates give the app, as written: values are syntax trees. */
final class BicepSettings {
    private BicepSettings() {}

    /** Those of every plan. */
    static Map<String, Node> always() {
        BicepFile main = template("main.bicep");
        Map<String, Node> settings = members(main, "musterSettings");
        settings.putAll(members(main, "hostSettings"));
        return settings;
    }

    /** All of them, on whichever plan. */
    static Set<String> names() {
        Map<String, Node> settings = always();
        settings.putAll(members(template("modules/premium.bicep"), "platformSettings"));
        return settings.keySet();
    }

    static BicepFile template(String name) {
        return Objects.requireNonNull(Bicep.templates().get(name), name);
    }

    private static Map<String, Node> members(BicepFile file, String variable) {
        Node object = Objects.requireNonNull(file.variables().get(variable), variable);
        Map<String, Node> members = new LinkedHashMap<>();
        object.children().forEach(each -> members.put(each.key(), each.child(1)));
        return members;
    }
}
