package io.muster.conformance.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The vendor's published definitions. They are not part of this repository: they lie in a folder beside it, which not every
 * machine has.
 */
public final class Specification {
    private static final Path FOLDER =
            Path.of(System.getProperty("muster.root", "../..")).resolve("../shared/spec");
    private static final Optional<Specification> FOUND =
            Files.isDirectory(FOLDER) ? Optional.of(new Specification()) : Optional.empty();

    /** Each plane's documents by version; versions order as text. */
    private final Map<String, NavigableMap<String, SpecDocument>> planes =
            Map.of("service", read("service"), "device", read("device"), "management", read("management"));

    private Specification() {}

    /** Empty where the folder is absent. */
    public static Optional<Specification> find() {
        return FOUND;
    }

    public static String folder() {
        return FOLDER.normalize().toString();
    }

    /** @param plane {@code service}, {@code device} or {@code management} */
    public List<SpecDocument> documents(String plane, String... versions) {
        NavigableMap<String, SpecDocument> all = planes.getOrDefault(plane, new TreeMap<>());
        return Stream.of(versions)
                .map(version -> Optional.ofNullable(all.get(version))
                        .orElseThrow(() -> new AssertionError(plane + " has no file for " + version)))
                .toList();
    }

    /** Where an answer departs from what is published for its operation and version. */
    public List<String> faults(Exchange exchange) {
        SpecDocument service = document("service", exchange);
        Optional<SpecOperation> operation = Stream.of("service", "device", "management")
                .flatMap(plane -> document(plane, exchange).operation(exchange).stream())
                .findFirst();
        if (operation.isEmpty()) {
            // Not an operation of the vendor's: ours to answer, but refused in the vendor's form.
            return exchange.status() < 400 ? List.of() : service.error().faults(exchange);
        }
        return operation
                .get()
                .response(exchange.status())
                .map(response -> response.faults(exchange))
                .orElseGet(() -> List.of("status " + exchange.status() + " is not defined"))
                .stream()
                .map(fault -> operation.get().id() + ": " + fault)
                .toList();
    }

    /** The file of the asked version, else of the nearest older one that has a file, else the oldest. */
    private SpecDocument document(String plane, Exchange exchange) {
        NavigableMap<String, SpecDocument> all = planes.getOrDefault(plane, new TreeMap<>());
        String oldest = all.firstKey();
        return Optional.ofNullable(all.floorEntry(exchange.version().orElse(oldest)))
                .orElse(all.firstEntry())
                .getValue();
    }

    private static NavigableMap<String, SpecDocument> read(String plane) {
        try (Stream<Path> files = Files.list(FOLDER.resolve(plane))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .map(SpecDocument::read)
                    .collect(Collectors.toMap(SpecDocument::version, Function.identity(), (a, b) -> a, TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
