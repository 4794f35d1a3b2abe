package io.muster.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The documents")
class DocumentsTest {
    private static final Path ROOT = Path.of("../..");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    @Test
    @DisplayName("link to files and headings that are there")
    void links() throws IOException {
        List<Path> documents = documents();

        List<String> broken = documents.stream().flatMap(DocumentsTest::broken).toList();

        assertTrue(documents.size() > 10, documents::toString);
        assertEquals(List.of(), broken);
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> pages = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(top, pages)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }

    private static Stream<String> broken(Path document) {
        return LINK.matcher(text(document))
                .results()
                .map(found -> found.group(1))
                .filter(link -> !link.contains("://") && !isThere(document, link))
                .map(link -> document.getFileName() + ": " + link);
    }

    private static boolean isThere(Path document, String link) {
        int hash = link.indexOf('#');
        String name = hash < 0 ? link : link.substring(0, hash);
        Path target = name.isEmpty() ? document : document.resolveSibling(name);
        return Files.exists(target) && (hash < 0 || headings(target).anyMatch(link.substring(hash + 1)::equals));
    }

    private static Stream<String> headings(Path document) {
        return text(document).lines().filter(line -> line.startsWith("#")).map(DocumentsTest::anchor);
    }

    /** As the usual hosts of such pages make it. */
    private static String anchor(String heading) {
        return heading.replaceFirst("^#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
