package io.muster.infra;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What a compiler says about names, as far as it can be said without one. */
final class NameRules {
    /** The functions and decorators in use; a misspelt one is not among them. */
    private static final Set<String> FUNCTIONS = Set.of(
            "allowed",
            "base64",
            "concat",
            "contains",
            "description",
            "empty",
            "environment",
            "guid",
            "int",
            "join",
            "loadJsonContent",
            "loadTextContent",
            "max",
            "maxLength",
            "maxValue",
            "minLength",
            "minValue",
            "replace",
            "resourceGroup",
            "resourceId",
            "secure",
            "split",
            "string",
            "subscription",
            "subscriptionResourceId",
            "take",
            "union",
            "uniqueString");

    private final BicepFile file;
    private final List<String> findings = new ArrayList<>();
    private final Set<String> used = new HashSet<>();

    private NameRules(BicepFile file) {
        this.file = file;
    }

    /** Names that nothing declares, names that nothing uses, and parameters whose defaults need more than parameters. */
    static List<String> findings(BicepFile file) {
        NameRules rules = new NameRules(file);
        rules.check();
        return rules.findings;
    }

    private void check() {
        Set<String> symbols = file.symbols();
        for (Node declaration : file.tree().children()) {
            Set<String> visible = declaration.is("parameter_declaration") || declaration.is("decorators")
                    ? file.params().keySet()
                    : symbols;
            boolean named = !declaration.is("decorators") && !declaration.is("target_scope_assignment");
            Stream<Node> parts = declaration.children().stream();
            (named ? parts.skip(1) : parts).forEach(part -> visit(part, visible));
        }
        file.params().forEach((name, param) -> unused(name, param.line()));
        file.variables().forEach((name, value) -> unused(name, value.line()));
    }

    private void unused(String name, int line) {
        if (!used.contains(name)) {
            findings.add(file.name() + ":" + line + " nothing uses " + name);
        }
    }

    private void visit(Node node, Set<String> visible) {
        switch (node.type()) {
            case "identifier" -> reference(node, visible);
            case "call_expression" -> call(node, visible);
            case "object_property" -> property(node, visible);
            case "for_statement" -> loop(node, visible);
            case "type" -> {}
            default -> node.children().forEach(child -> visit(child, visible));
        }
    }

    private void reference(Node node, Set<String> visible) {
        used.add(node.leaf());
        if (!visible.contains(node.leaf())) {
            findings.add(file.name() + ":" + node.line() + " nothing declares " + node.leaf() + " here");
        }
    }

    private void call(Node node, Set<String> visible) {
        Node function = node.child(0);
        if (!function.is("identifier")) {
            visit(function, visible);
        } else if (!FUNCTIONS.contains(function.leaf())) {
            findings.add(file.name() + ":" + node.line() + " there is no function " + function.leaf());
        }
        node.children().stream().skip(1).forEach(child -> visit(child, visible));
    }

    private void property(Node node, Set<String> visible) {
        if (!node.child(0).is("identifier")) {
            visit(node.child(0), visible);
        }
        node.children().stream().skip(1).forEach(child -> visit(child, visible));
    }

    private void loop(Node node, Set<String> visible) {
        visit(node.child(1), visible);
        Set<String> inside = new HashSet<>(visible);
        node.child(0).leaves().map(Node::leaf).forEach(inside::add);
        node.children().stream().skip(2).forEach(child -> visit(child, inside));
    }

    /** What has to be known when a deployment starts must not come from a module: names, conditions, what loops go through. */
    static List<String> lateNames(BicepFile file) {
        Set<String> modules = new HashSet<>();
        file.modules().forEach(each -> modules.add(each.name()));
        List<String> findings = new ArrayList<>();
        Stream.concat(file.resources().stream(), file.modules().stream()).forEach(part -> {
            List<Node> early = new ArrayList<>();
            part.body().member("name").ifPresent(early::add);
            part.body()
                    .member("scope")
                    .filter(scope -> file.modules().contains(part))
                    .ifPresent(early::add);
            outside(part.value()).forEach(early::add);
            early.stream()
                    .filter(each -> reaches(each, modules, file.variables(), new HashSet<>()))
                    .forEach(each -> findings.add(file.name() + ":" + each.line() + " " + part.name()
                            + " needs a module's output before anything is deployed"));
        });
        return findings;
    }

    /** Condition and iteration around a body. */
    private static Stream<Node> outside(Node value) {
        if (value.is("object")) {
            return Stream.empty();
        }
        List<Node> children = value.children();
        Node body = children.get(children.size() - 1);
        return Stream.concat(children.stream().limit(children.size() - 1L), outside(body));
    }

    private static boolean reaches(Node node, Set<String> targets, Map<String, Node> variables, Set<String> seen) {
        return node.identifiers().anyMatch(name -> {
            Node variable = variables.get(name);
            return targets.contains(name)
                    || (variable != null && seen.add(name) && reaches(variable, targets, variables, seen));
        });
    }
}
