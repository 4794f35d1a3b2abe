package io.muster.infra;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One Bicep file: what it declares. */
record BicepFile(String name, List<String> faults, Node tree) {
    /** A parameter; {@code initial} is its default. */
    record Param(String name, String type, boolean secure, Optional<Node> initial, int line) {}

    /**
     * A resource or a module.
     *
     * @param kind {@code type@version}, or the module's path
     * @param value all that stands after the equals sign, with condition and loop
     * @param body the object that describes it
     */
    record Part(String name, String kind, boolean existing, Node value, Node body, int line) {
        Optional<Node> params() {
            return body.member("params");
        }
    }

    Map<String, Param> params() {
        return declared("parameter_declaration").stream()
                .map(this::param)
                .collect(Collectors.toMap(Param::name, it -> it, (a, b) -> a, LinkedHashMap::new));
    }

    Map<String, Node> variables() {
        return named("variable_declaration");
    }

    Map<String, Node> outputs() {
        return named("output_declaration");
    }

    List<Part> resources() {
        return declared("resource_declaration").stream().map(BicepFile::part).toList();
    }

    List<Part> modules() {
        return declared("module_declaration").stream().map(BicepFile::part).toList();
    }

    Set<String> symbols() {
        Set<String> symbols = new HashSet<>(params().keySet());
        symbols.addAll(variables().keySet());
        resources().forEach(each -> symbols.add(each.name()));
        modules().forEach(each -> symbols.add(each.name()));
        return symbols;
    }

    private List<Node> declared(String type) {
        return tree.children().stream().filter(each -> each.is(type)).toList();
    }

    private Map<String, Node> named(String type) {
        return declared(type).stream()
                .collect(Collectors.toMap(BicepFile::nameOf, BicepFile::last, (a, b) -> a, LinkedHashMap::new));
    }

    private static String nameOf(Node declaration) {
        return declaration.children().stream()
                .filter(each -> each.is("identifier"))
                .findFirst()
                .orElseThrow()
                .leaf();
    }

    private static Node last(Node node) {
        return node.child(node.children().size() - 1);
    }

    private Param param(Node declaration) {
        List<Node> siblings = tree.children();
        int at = siblings.indexOf(declaration);
        boolean secure = at > 0 && siblings.get(at - 1).is("decorators") && names(siblings.get(at - 1), "secure");
        List<Node> parts = declaration.children();
        String type = parts.stream()
                .filter(each -> each.is("type"))
                .flatMap(Node::leaves)
                .map(Node::leaf)
                .findFirst()
                .orElse("");
        Node end = last(declaration);
        return new Param(
                nameOf(declaration),
                type,
                secure,
                end.is("type") ? Optional.empty() : Optional.of(end),
                declaration.line());
    }

    private static boolean names(Node node, String identifier) {
        return node.identifiers().anyMatch(identifier::equals);
    }

    private static Part part(Node declaration) {
        String kind = declaration.children().stream()
                .filter(each -> each.is("string"))
                .findFirst()
                .flatMap(Node::literal)
                .orElse("");
        Node value = last(declaration);
        boolean existing = declaration.children().stream().anyMatch(each -> each.is("existing"));
        return new Part(nameOf(declaration), kind, existing, value, body(value), declaration.line());
    }

    private static Node body(Node value) {
        return value.is("object") ? value : body(last(value));
    }
}
