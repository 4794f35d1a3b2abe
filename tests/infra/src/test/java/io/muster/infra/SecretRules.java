package io.muster.infra;

import io.muster.infra.BicepFile.Param;
import io.muster.infra.BicepFile.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Where secrets may be: secure parameters and the vault's secrets, never an output, a setting, a name or a tag. */
final class SecretRules {
    /** They sound like secrets and are names of things. */
    private static final Set<String> NAMES_ONLY = Set.of("keyName");

    private static final List<String> SOUNDS = List.of("key", "secret", "password", "policies", "token");
    /** It is part of every resource's name. */
    private static final String NAME_PART = "token";

    private final BicepFile file;
    private final Set<String> secrets = new HashSet<>();

    private SecretRules(BicepFile file) {
        this.file = file;
        file.params().values().stream().filter(Param::secure).map(Param::name).forEach(secrets::add);
        int before;
        do {
            before = secrets.size();
            file.variables().forEach((name, value) -> {
                if (isSecret(value)) {
                    secrets.add(name);
                }
            });
        } while (secrets.size() > before);
    }

    static List<String> findings(BicepFile file, Map<String, BicepFile> all) {
        SecretRules rules = new SecretRules(file);
        return Stream.of(rules.parameters(), rules.outputs(), rules.modules(all), rules.resources(), rules.keyCalls())
                .flatMap(List::stream)
                .toList();
    }

    private boolean isSecret(Node value) {
        return value.identifiers().anyMatch(secrets::contains);
    }

    private List<String> parameters() {
        List<String> findings = new ArrayList<>();
        for (Param param : file.params().values()) {
            String name = param.name().toLowerCase(Locale.ROOT);
            boolean sounds = SOUNDS.stream().anyMatch(name::contains)
                    && !NAMES_ONLY.contains(param.name())
                    && !param.name().equals(NAME_PART);
            if (sounds && param.type().equals("string") && !param.secure()) {
                findings.add(file.name() + ":" + param.line() + " " + param.name() + " is to be @secure()");
            }
            boolean planted = param.initial()
                    .filter(value -> !value.literal().equals(Optional.of("")))
                    .isPresent();
            if (param.secure() && planted) {
                findings.add(file.name() + ":" + param.line() + " " + param.name() + " has a secret as its default");
            }
        }
        return findings;
    }

    private List<String> outputs() {
        return file.outputs().entrySet().stream()
                .filter(each -> isSecret(each.getValue()))
                .map(each ->
                        file.name() + ":" + each.getValue().line() + " the output " + each.getKey() + " tells a secret")
                .toList();
    }

    private List<String> modules(Map<String, BicepFile> all) {
        List<String> findings = new ArrayList<>();
        for (Part use : file.modules()) {
            BicepFile module = all.get(ModuleRules.pathOf(file, use));
            for (Node each : use.params().map(Node::children).orElse(List.of())) {
                Param param = module == null ? null : module.params().get(each.key());
                if (isSecret(each.child(1)) && (param == null || !param.secure())) {
                    findings.add(file.name() + ":" + each.line() + " a secret goes to " + each.key()
                            + ", which is not @secure()");
                }
            }
        }
        return findings;
    }

    /** But for the value of a vault's secret, and conditions: whether there is one is no secret. */
    private List<String> resources() {
        return file.resources().stream()
                .filter(each -> !each.kind().startsWith("Microsoft.KeyVault/vaults/secrets@"))
                .filter(each -> isSecret(each.body()))
                .map(each -> file.name() + ":" + each.line() + " " + each.name() + " holds a secret")
                .toList();
    }

    private List<String> keyCalls() {
        return file.tree()
                .leaves()
                .filter(each -> each.is("identifier") || each.is("property_identifier"))
                .filter(each -> each.leaf().matches("list[A-Z].*"))
                .map(each -> file.name() + ":" + each.line() + " " + each.leaf() + " fetches keys; use an identity")
                .toList();
    }
}
