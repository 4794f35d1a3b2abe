package io.muster.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("issue 6.8: the threat model")
class ThreatModelTest {
    private static final Path ROOT = Path.of("../..");
    private static final Pattern TESTS = Pattern.compile("`(\\w+Test)`");

    /** A line of a table: number, letter, threat, answer, evidence. */
    private record Threat(int number, String letter, String evidence) {
        static Threat parse(String line) {
            String[] cells = line.split("\\|", -1);
            assertEquals(7, cells.length, () -> "five cells: " + line);
            return new Threat(Integer.parseInt(cells[1].strip()), cells[2].strip(), cells[5].strip());
        }

        List<String> tests() {
            return TESTS.matcher(evidence)
                    .results()
                    .map(found -> found.group(1))
                    .toList();
        }
    }

    @Test
    @DisplayName("numbers forty threats at least, each with tests that exist or the reason why it is accepted")
    void eachHasEvidence() throws IOException {
        List<Threat> threats = Files.readAllLines(ROOT.resolve("docs/threats.md")).stream()
                .filter(line -> line.matches("\\| \\d.*"))
                .map(Threat::parse)
                .toList();
        Set<String> tests = testClasses();

        assertTrue(threats.size() >= 40, threats::toString);
        assertEquals(
                IntStream.rangeClosed(1, threats.size()).boxed().toList(),
                threats.stream().map(Threat::number).toList());
        for (Threat threat : threats) {
            assertTrue(Set.of("S", "T", "R", "I", "D", "E").contains(threat.letter()), threat::toString);
            assertTrue(!threat.tests().isEmpty() || threat.evidence().startsWith("accepted: "), threat::toString);
            assertTrue(tests.containsAll(threat.tests()), () -> "no such test: " + threat);
        }
    }

    private static Set<String> testClasses() throws IOException {
        try (Stream<Path> files = Stream.of("functions", "gateway", "local", "tests")
                .map(ROOT::resolve)
                .flatMap(ThreatModelTest::sources)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Test.java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    private static Stream<Path> sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().contains("/src/test/java/")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
