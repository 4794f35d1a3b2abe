package io.muster.infra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.infra.BicepFile.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Resources against a list kept by hand: each type with the version in use, what it must have and what it may have. A member
 * that is not listed is either misspelt, or to be looked up in the vendor's definition of that version and added.
 */
final class ResourceRules {
    /** What Bicep itself gives every resource. */
    private static final Set<String> ALWAYS = Set.of("parent", "scope", "name", "dependsOn");

    private record Type(Set<String> required, Set<String> members) {}

    private final Map<String, Type> types;

    private ResourceRules(Map<String, Type> types) {
        this.types = types;
    }

    static ResourceRules kept() {
        String json = Repository.text("tests/infra/src/test/resources/resource-types.json");
        try {
            return new ResourceRules(new ObjectMapper().readValue(json, new TypeReference<Map<String, Type>>() {}));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> findings(BicepFile file) {
        List<String> findings = new ArrayList<>();
        for (Part resource : file.resources()) {
            String where = file.name() + ":" + resource.line() + " " + resource.name();
            Type type = types.get(resource.kind());
            if (type == null) {
                findings.add(where + ": " + resource.kind() + " is not on the list");
                continue;
            }
            Set<String> members = new TreeSet<>();
            collect(resource.body(), "", members);
            if (!resource.existing()) {
                type.required().stream()
                        .filter(each -> !members.contains(each))
                        .forEach(each -> findings.add(where + " needs " + each));
            }
            members.stream()
                    .filter(each -> !ALWAYS.contains(each) && !isMember(each, type))
                    .forEach(each -> findings.add(where + ": " + resource.kind() + " has no member " + each));
        }
        return findings;
    }

    /** A listed {@code tags.*} stands for all below it. */
    private static boolean isMember(String path, Type type) {
        return type.members().stream()
                .anyMatch(each -> each.equals(path)
                        || each.startsWith(path + ".")
                        || (each.endsWith(".*") && path.startsWith(each.substring(0, each.length() - 1))));
    }

    /** Dotted paths of all members, those of an array's elements as if there were no array. */
    private static void collect(Node node, String path, Set<String> paths) {
        if (node.is("object")) {
            for (Node each : node.children()) {
                String member = path.isEmpty() ? each.key() : path + "." + each.key();
                paths.add(member);
                collect(each.child(each.children().size() - 1), member, paths);
            }
        } else if (!node.is("arguments")) {
            node.children().forEach(child -> collect(child, path, paths));
        }
    }
}
