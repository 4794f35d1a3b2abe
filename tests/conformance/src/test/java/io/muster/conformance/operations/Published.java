package io.muster.conformance.operations;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.muster.conformance.spec.Exchange;
import io.muster.conformance.spec.SpecDocument;
import io.muster.conformance.spec.SpecOperation;
import io.muster.conformance.spec.Specification;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The published operations as arguments of tests. */
final class Published {
    private static final List<String> VERSIONS = List.of("2021-10-01", "2025-07-01-preview", "2026-11-01");

    private Published() {}

    /** The definitions, or the end of the test: skipped on a user's machine, failed where CI runs. */
    static Specification required() {
        Optional<Specification> found = Specification.find();
        if (found.isEmpty()) {
            assertNotEquals("true", System.getenv("CI"), () -> "CI needs the definitions in " + Specification.folder());
            assumeTrue(false, "the vendor's definitions are not in " + Specification.folder());
        }
        return found.orElseThrow();
    }

    /** Version and operation, each pair; without the definitions one pair, so that the test is seen to be skipped. */
    static Stream<Arguments> operations(String plane) {
        if (Specification.find().isEmpty()) {
            return Stream.of(Arguments.of("any version", "Any operation"));
        }
        return required().documents(plane, VERSIONS.toArray(String[]::new)).stream()
                .flatMap(Published::pairs);
    }

    /** The operation that a version's definition finds in an exchange. */
    static SpecOperation operation(String plane, String version, Exchange exchange) {
        return required()
                .documents(plane, version)
                .get(0)
                .operation(exchange)
                .orElseThrow(() -> new AssertionError("no operation of " + version + ": " + exchange));
    }

    private static Stream<Arguments> pairs(SpecDocument document) {
        return document.operations().stream()
                .map(SpecOperation::id)
                .sorted()
                .map(operation -> Arguments.of(document.version(), operation));
    }
}
