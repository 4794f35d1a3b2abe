package io.muster.infra;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A named node of a Bicep file's syntax tree.
 *
 * @param text empty when it has children
 */
record Node(String type, int line, String text, List<Node> children) {

    boolean is(String wanted) {
        return type.equals(wanted);
    }

    Node child(int index) {
        return children.get(index);
    }

    /** This node and all below it. */
    Stream<Node> all() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(Node::all));
    }

    /** The text of an identifier, a number, a boolean. */
    String leaf() {
        if (!children.isEmpty()) {
            throw new IllegalStateException(type + " in line " + line + " is no leaf");
        }
        return text;
    }

    /** What a string without interpolation says, or a key says. */
    Optional<String> literal() {
        if (!is("string")) {
            return Optional.empty();
        }
        if (children.isEmpty()) {
            return Optional.of("");
        }
        boolean plain = children.stream().allMatch(part -> part.is("string_content"));
        return plain
                ? Optional.of(String.join("", children.stream().map(Node::leaf).toList()))
                : Optional.empty();
    }

    /** The name before the colon of an object's member. */
    String key() {
        return child(0).is("identifier") ? child(0).leaf() : child(0).literal().orElse("${}");
    }

    /** The leaves below it. */
    Stream<Node> leaves() {
        return all().filter(each -> each.children().isEmpty());
    }

    /** The identifiers below it, keys of objects among them. */
    Stream<String> identifiers() {
        return leaves().filter(each -> each.is("identifier")).map(Node::leaf);
    }

    /** The value of an object's member of that name. */
    Optional<Node> member(String name) {
        return children.stream()
                .filter(each -> each.is("object_property") && each.key().equals(name))
                .map(each -> each.child(each.children().size() - 1))
                .findFirst();
    }

    /** The members of an object by the names before their colons. */
    List<String> keys() {
        return children.stream()
                .filter(each -> each.is("object_property"))
                .map(Node::key)
                .toList();
    }
}
