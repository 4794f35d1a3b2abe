package io.muster.infra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The templates, parsed by tree-sitter's Bicep grammar: no compiler of Bicep is to be had from a package registry. */
final class Bicep {
    private static final Path PLANTED = Path.of("src/test/resources/planted").toAbsolutePath();

    private Bicep() {}

    private record Fault(int line, int column, String text) {}

    private record Parsed(List<Fault> faults, Node tree) {}

    /** By their paths from infra-bicep, such as {@code modules/storage.bicep}. */
    static Map<String, BicepFile> templates() {
        return parse(Repository.INFRA);
    }

    /** Templates with defects that the rules are seen to find. */
    static Map<String, BicepFile> planted() {
        return parse(PLANTED);
    }

    private static Map<String, BicepFile> parse(Path folder) {
        List<String> arguments = new ArrayList<>(List.of("syntax.py"));
        Repository.files(folder, ".bicep").forEach(file -> arguments.add(file.toString()));
        String json = Tools.python(arguments).successful();
        try {
            Map<String, Parsed> parsed = new ObjectMapper().readValue(json, new TypeReference<>() {});
            return parsed.entrySet().stream()
                    .map(each -> file(folder.relativize(Path.of(each.getKey())).toString(), each.getValue()))
                    .collect(Collectors.toMap(BicepFile::name, it -> it));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BicepFile file(String name, Parsed parsed) {
        List<String> faults = parsed.faults().stream()
                .map(each -> name + ":" + each.line() + ":" + each.column() + " is no Bicep: " + each.text())
                .toList();
        return new BicepFile(name, faults, parsed.tree());
    }
}
