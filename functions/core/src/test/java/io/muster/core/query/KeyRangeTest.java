package io.muster.core.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A condition on the id narrows what storage reads")
class KeyRangeTest {
    private static KeyRange ids(String condition) {
        return Rows.parsed("SELECT * WHERE " + condition, Source.ENROLLMENTS).ids();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "registrationId = 'Unit-7' | unit-7 | unit-7-",
                "registrationId IN ['b', 'a', 'c'] | a | c-",
                "registrationId < 'B' | | b",
                "registrationId <= 'B' | | b-",
                "registrationId > 'B' | b | {",
                "registrationId >= 'B' | b | {",
                "STARTSWITH(registrationId, 'Line-') | line- | line.",
                "STARTSWITH(registrationId, 'line9') | line9 | line:",
                "STARTSWITH(registrationId, 'line.') | line. | line0",
                "STARTSWITH(registrationId, 'z') | z | {",
                "STARTSWITH(registrationId, '') | | {",
                "registrationId >= 'b' AND registrationId < 'd' AND deviceId = 'x' | b | d",
                "registrationId >= 'b' AND (registrationId < 'd' AND STARTSWITH(registrationId, 'c')) | c | d",
                "registrationId = 'a' OR registrationId = 'e' | a | e-",
                "registrationId = 'a' AND registrationId = 'b' OR registrationId = 'c' | c | c-",
                "registrationId < 'ab/c' | | ac",
                "registrationId >= 'ab/c' | ab | {",
                "registrationId < '/' | | {"
            })
    void narrowed(String condition, String from, String to) {
        assertEquals(new KeyRange(from == null ? "" : from, to), ids(condition));
        assertFalse(ids(condition).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deviceId = 'a'",
                "registrationId != 'a'",
                "NOT registrationId = 'a'",
                "registrationId = 'a' OR deviceId = 'a'",
                "registrationId IS NOT NULL",
                "registrationId = null",
                "IS_DEFINED(registrationId)",
                "ENDSWITH(registrationId, 'a')",
                "CONTAINS(registrationId, 'a')",
                "STARTSWITH(deviceId, 'a')"
            })
    void not_narrowed(String condition) {
        assertEquals(KeyRange.ALL, ids(condition));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registrationId = 'a' AND registrationId = 'b'",
                "registrationId > 'b' AND registrationId < 'b'",
                "registrationId = 'a''b'",
                "STARTSWITH(registrationId, 'a b')",
                "registrationId = 'a' AND registrationId IN ['b', 'c']"
            })
    void nothing_to_read(String condition) {
        assertTrue(ids(condition).isEmpty());
    }

    @Test
    void an_id_as_long_as_ids_get_is_found_and_a_longer_text_is_none() {
        String longest = "z".repeat(128);
        assertTrue(ids("registrationId = '" + longest + "'").contains(longest));
        assertTrue(ids("registrationId = '" + longest + "z'").isEmpty());
        assertTrue(ids("registrationId <= '" + longest + "z'").contains(longest));
        assertEquals(128, ids("registrationId >= '" + longest + "zz'").from().length());
    }

    @Test
    void the_id_of_a_group_is_its_group_id() {
        Query query = Rows.parsed(
                "* where enrollmentGroupId = 'Line' and registrationIdPrefix = 'a'", Source.ENROLLMENT_GROUPS);
        assertEquals(new KeyRange("line", "line-"), query.ids());
    }
}
