package io.muster.conformance.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The table of docs/faults.md: what is stated is what is tested. */
final class Matrix {
    /** @param outcome now, later, refused, found, or none where there is nothing to see */
    record Cell(String dependency, String fault, String outcome) {
        @Override
        public String toString() {
            return dependency + ", " + fault + ": " + outcome;
        }
    }

    private Matrix() {}

    static List<Cell> cells() {
        List<List<String>> rows = rows();
        List<String> dependencies = rows.get(0);
        List<Cell> cells = new ArrayList<>();
        for (List<String> row : rows.subList(2, rows.size())) {
            for (int i = 1; i < row.size(); i++) {
                cells.add(new Cell(dependencies.get(i), row.get(0), row.get(i).split(" ", 2)[0]));
            }
        }
        return List.copyOf(cells);
    }

    /** Of the page's first table. */
    private static List<List<String>> rows() {
        try {
            Path page = Path.of(System.getProperty("muster.root", "../..")).resolve("docs/faults.md");
            return Files.readAllLines(page).stream()
                    .dropWhile(line -> !line.startsWith("|"))
                    .takeWhile(line -> line.startsWith("|"))
                    .map(line -> Arrays.stream(line.substring(1).split("\\|", -1))
                            .map(String::strip)
                            .filter(text -> !text.isEmpty())
                            .toList())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
