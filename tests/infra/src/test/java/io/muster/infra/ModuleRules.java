package io.muster.infra;

import io.muster.infra.BicepFile.Param;
import io.muster.infra.BicepFile.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether modules are used as they declare themselves. */
final class ModuleRules {
    private ModuleRules() {}

    static List<String> findings(BicepFile file, Map<String, BicepFile> all) {
        List<String> findings = new ArrayList<>();
        for (Part use : file.modules()) {
            BicepFile module = all.get(pathOf(file, use));
            String where = file.name() + ":" + use.line() + " " + use.name();
            if (module == null) {
                findings.add(where + ": there is no file " + use.kind());
            } else {
                findings.addAll(parameters(where, use, module, file));
                findings.addAll(outputs(file, use, module));
            }
        }
        return findings;
    }

    /** The file of a module, as a path from infra-bicep. */
    static String pathOf(BicepFile file, Part use) {
        return Path.of(file.name()).resolveSibling(use.kind()).normalize().toString();
    }

    private static List<String> parameters(String where, Part use, BicepFile module, BicepFile user) {
        List<String> findings = new ArrayList<>();
        List<String> given = use.params().map(Node::keys).orElse(List.of());
        for (Param param : module.params().values()) {
            if (param.initial().isEmpty() && !given.contains(param.name())) {
                findings.add(where + " does not give " + param.name());
            }
        }
        for (String name : given) {
            Param param = module.params().get(name);
            if (param == null) {
                findings.add(where + ": " + module.name() + " has no parameter " + name);
                continue;
            }
            Node value = use.params().flatMap(params -> params.member(name)).orElseThrow();
            String type = typeOf(value, user);
            if (!type.isEmpty() && !type.equals(param.type())) {
                findings.add(where + ": " + name + " is of type " + param.type() + " and gets one of type " + type);
            }
        }
        return findings;
    }

    /** Empty when it cannot be told without evaluating. */
    private static String typeOf(Node value, BicepFile file) {
        return switch (value.type()) {
            case "string" -> "string";
            case "number" -> "int";
            case "boolean" -> "bool";
            case "array" -> "array";
            case "object" -> "object";
            case "identifier" -> {
                Param param = file.params().get(value.leaf());
                Node variable = file.variables().get(value.leaf());
                yield param != null ? param.type() : variable != null ? typeOf(variable, file) : "";
            }
            default -> "";
        };
    }

    private static List<String> outputs(BicepFile file, Part use, BicepFile module) {
        return file.tree()
                .all()
                .filter(each -> each.is("member_expression") && each.child(0).is("member_expression"))
                .filter(each -> isOutputs(each.child(0), use.name()))
                .filter(each -> !module.outputs().containsKey(each.child(1).leaf()))
                .map(each -> file.name() + ":" + each.line() + " " + module.name() + " has no output "
                        + each.child(1).leaf())
                .toList();
    }

    private static boolean isOutputs(Node member, String module) {
        boolean outputs = member.child(1).leaf().equals("outputs");
        return outputs && member.child(0).identifiers().anyMatch(module::equals);
    }
}
