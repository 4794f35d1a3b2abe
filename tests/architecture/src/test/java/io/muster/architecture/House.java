package io.muster.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the rules look at: our compiled classes without tests, and our sources with them. */
final class House {
    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.muster");

    private static final Path ROOT = Path.of("../..");

    private House() {}

    /** Every Java source of the project. */
    static List<Path> sources() {
        return Stream.of("functions", "gateway", "local", "tests")
                .flatMap(part -> javaFiles(ROOT.resolve(part)))
                .toList();
    }

    private static Stream<Path> javaFiles(Path part) {
        try (Stream<Path> files = Files.walk(part)) {
            return files
                    .filter(file ->
                            file.toString().contains("/src/") && file.toString().endsWith(".java"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JavaClasses planted(Class<?>... bad) {
        return new ClassFileImporter().importClasses(bad);
    }
}
