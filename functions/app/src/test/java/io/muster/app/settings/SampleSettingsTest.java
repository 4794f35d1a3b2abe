package io.muster.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("seams 10: the sample file tells of every setting and can never be taken for real")
class SampleSettingsTest {
    /** Read by the platform itself. */
    private static final Set<String> PLATFORM = Set.of("FUNCTIONS_WORKER_RUNTIME", "AzureWebJobsStorage");
    /** Set by the platform, never by an operator. */
    private static final String IN_AZURE = "WEBSITE_SITE_NAME";

    private static Map<String, String> sample() throws IOException {
        JsonNode file = new ObjectMapper().readTree(Files.readString(Path.of("../../local.settings.json.sample")));
        Map<String, String> values = new HashMap<>();
        file.get("Values")
                .properties()
                .forEach(it -> values.put(it.getKey(), it.getValue().textValue()));
        return values;
    }

    @Test
    void its_names_are_exactly_those_the_code_reads() throws IOException {
        NamesAsked environment = new NamesAsked();
        assertThrows(IllegalArgumentException.class, () -> Settings.read(environment));

        Set<String> expected = new TreeSet<>(environment.asked);
        assertTrue(expected.remove(IN_AZURE));
        expected.addAll(PLATFORM);
        assertEquals(expected, new TreeSet<>(sample().keySet()));
    }

    @Test
    void each_of_its_placeholders_is_refused_by_name() throws IOException {
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> Settings.read(sample()))
                .getMessage());

        for (String name : sample().keySet()) {
            if (!PLATFORM.contains(name)) {
                assertTrue(message.contains("  " + name + " still holds the sample's placeholder"), message);
            }
        }
    }

    /** An empty environment that remembers what it was asked for. */
    private static final class NamesAsked extends AbstractMap<String, String> {
        private final Set<String> asked = new TreeSet<>();

        @Override
        public boolean containsKey(@Nullable Object name) {
            asked.add(String.valueOf(name));
            return false;
        }

        @Override
        public @Nullable String get(@Nullable Object name) {
            asked.add(String.valueOf(name));
            return null;
        }

        @Override
        public Set<Map.Entry<String, String>> entrySet() {
            return Set.of();
        }
    }
}
