package io.muster.core.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("docs/query.md says what is so")
class QueryDocTest {
    private static final Pattern FAULTY = Pattern.compile("(?m)^(SELECT .*)\n +(query, character .*?)(…?)$");

    private static String manual() throws IOException {
        return Files.readString(Path.of("../../docs/query.md"));
    }

    private static String block(String start) throws IOException {
        String manual = manual();
        int from = manual.indexOf(start) + start.length();
        return manual.substring(from, manual.indexOf("```", from));
    }

    @Test
    void its_examples_are_served() throws IOException {
        List<String> examples = block("```sql\n").lines().toList();
        assertTrue(examples.size() >= 5, examples.toString());
        for (String example : examples) {
            Source source = Arrays.stream(Source.values())
                    .filter(each -> example.contains(" FROM " + each.wire() + " "))
                    .findFirst()
                    .orElseThrow();
            assertTrue(Rows.parsed(example, source).canonical().contains(" WHERE "), example);
        }
    }

    @Test
    void its_faults_are_the_ones_given() throws IOException {
        List<MatchResult> faults =
                FAULTY.matcher(block("## Faults\n\n```\n")).results().toList();
        assertEquals(3, faults.size());
        for (MatchResult each : faults) {
            QueryFault fault =
                    assertThrows(QueryFault.class, () -> Query.parse(each.group(1), Source.ENROLLMENTS), each.group(1));
            String message = String.valueOf(fault.getMessage());
            assertTrue(
                    each.group(3).isEmpty() ? message.equals(each.group(2)) : message.startsWith(each.group(2)),
                    message);
        }
    }

    @Test
    void it_names_every_field_that_can_be_asked_about() throws IOException {
        String manual = manual();
        for (Source source : Source.values()) {
            for (Field field : source.fields()) {
                String member = field.path().substring(field.path().lastIndexOf('.') + 1);
                boolean inner = field.path().startsWith("initialTwin.");
                assertTrue(inner || manual.contains(member + "`"), field.path());
            }
        }
    }
}
