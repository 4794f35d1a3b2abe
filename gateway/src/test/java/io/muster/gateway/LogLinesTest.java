package io.muster.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The log: one JSON object a line")
class LogLinesTest {
    private final LogLines lines = new LogLines();

    @ParameterizedTest
    @CsvSource({"SEVERE, ERROR", "WARNING, WARN", "INFO, INFO", "CONFIG, DEBUG", "FINEST, DEBUG"})
    void a_line_has_time_level_logger_thread_and_message(String level, String told) {
        LogRecord entry = entry(Level.parse(level), "Instance {0} is down");
        entry.setParameters(new Object[] {"a:1"});

        assertEquals(
                new JsonObject()
                        .put("time", "2026-11-23T20:00:00Z")
                        .put("level", told)
                        .put("logger", "io.muster.gateway.X")
                        .put("thread", 7)
                        .put("message", "Instance a:1 is down"),
                new JsonObject(lines.format(entry)));
    }

    @Test
    void a_fault_has_its_words_and_its_place_and_stays_on_the_line() {
        LogRecord entry = entry(Level.SEVERE, "It broke:\n\"so\"");
        entry.setThrown(new IllegalStateException("two\nlines"));

        String line = lines.format(entry);

        assertFalse(line.strip().contains("\n"), line);
        JsonObject told = new JsonObject(line);
        assertEquals("It broke:\n\"so\"", told.getString("message"));
        assertEquals("java.lang.IllegalStateException: two\nlines", told.getString("error"));
        assertFalse(told.getString("at").isEmpty());
    }

    private static LogRecord entry(Level level, String message) {
        LogRecord entry = new LogRecord(level, message);
        entry.setLoggerName("io.muster.gateway.X");
        entry.setInstant(Instant.parse("2026-11-23T20:00:00Z"));
        entry.setLongThreadID(7);
        return entry;
    }
}
