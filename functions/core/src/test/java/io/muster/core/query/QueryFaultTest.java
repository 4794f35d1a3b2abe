package io.muster.core.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What is not served is refused with the position of the fault and what to do")
class QueryFaultTest {
    private static final String W = "SELECT * WHERE ";

    private static QueryFault fault(String text, Source source) {
        return assertThrows(QueryFault.class, () -> Query.parse(text, source), text);
    }

    private static void refused(String text, int position, String says) {
        QueryFault fault = fault(text, Source.ENROLLMENTS);
        String message = String.valueOf(fault.getMessage());
        assertTrue(message.contains(says), message);
        assertEquals(position, fault.position(), message);
        assertTrue(message.startsWith("query, character " + position + ": "), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "SELECT * FROM enrollmentGroups | 15 | enrollments, the source that is queried here, is expected, found 'enrollmentGroups'",
                "SELECT * FROM | 14 | the query ends",
                "SELECT | 7 | a field is expected",
                "SELECT FROM enrollments | 8 | there is no field 'FROM'",
                "SELECT *, deviceId | 9 | FROM, WHERE, AND, OR, ORDER BY or the end of the query is expected, found ','",
                "SELECT deviceId, | 17 | a field is expected",
                "SELECT * FROM enrollments; SELECT * | 28 | the end of the query",
                "SELECT * FROM enrollments WHERE | 32 | a field is expected",
                "deviceId = 'a' | 1 | SELECT is expected, found 'deviceId'",
                "DELETE FROM enrollments | 1 | SELECT is expected",
                "SELECT COUNT() FROM enrollments | 8 | use the count extension",
                "SELECT TOP 5 * FROM enrollments | 8 | page with x-ms-max-item-count",
                "SELECT DISTINCT deviceId | 8 | DISTINCT is not served",
                "SELECT deviceId AS d | 17 | columns keep their names",
                "SELECT * FROM enrollments GROUP BY deviceId | 27 | GROUP BY is not served; use the count extension",
                "SELECT * FROM enrollments JOIN devices | 27 | JOIN is not served",
                "SELECT * LIMIT 5 | 10 | page with x-ms-max-item-count",
                "SELECT * ORDER BY deviceId | 19 | registrationId, the only field to order by, is expected",
                "SELECT * ORDER BY registrationId DESC | 34 | DESC is not served",
                "SELECT * ORDER BY registrationId, deviceId | 33 | the end of the query",
                "SELECT * ORDER registrationId | 16 | BY is expected"
            })
    void outside_of_where(String text, int position, String says) {
        refused(text, position, says);
    }

    /** Positions count from the condition's first character. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "serial = 'a' | 1 | there is no field 'serial'; known are registrationId, deviceId,",
                "initialTwin.tagsX.y = 'a' | 1 | and what is below initialTwin.tags, initialTwin.properties.desired",
                "1 = 1 | 1 | a field is expected, found '1'",
                "'a' = deviceId | 1 | a field is expected",
                "deviceId = iotHubs | 12 | a value (text in quotes",
                "deviceId = enabled | 12 | a value (text in quotes",
                "deviceId = | 11 | the query ends",
                "deviceId | 9 | a comparison (=, !=",
                "deviceId LIKE 'a%' | 10 | use STARTSWITH, ENDSWITH or CONTAINS",
                "deviceId BETWEEN 'a' AND 'b' | 10 | use >= and <=",
                "deviceId == 'a' | 11 | a value",
                "deviceId ! 'a' | 10 | the language has no '!' here",
                "deviceId = 'a' -- | 16 | the language has no '-' here",
                "deviceId = 'a | 12 | has no closing '",
                "deviceId = \"a' | 12 | has no closing \"",
                "deviceId = 'a''  | 12 | has no closing '",
                "deviceId. = 'a' | 9 | the language has no '.' here",
                "deviceId = 'a' deviceId = 'b' | 16 | FROM, WHERE, AND, OR",
                "deviceId = 'a' AND | 19 | a field is expected",
                "(deviceId = 'a' | 16 | ) is expected, the query ends",
                "deviceId = 'a') | 15 | the end of the query",
                "NOT | 4 | a field is expected",
                "deviceId NOT = 'a' | 14 | IN is expected",
                "deviceId IN 'a' | 13 | a list in ( ) or [ ]",
                "deviceId IN [] | 14 | a value",
                "deviceId IN ['a' | 17 | ] is expected",
                "deviceId IN ('a'] | 17 | ) is expected",
                "deviceId IN ['a', 3] | 19 | deviceId is compared with text in quotes",
                "deviceId IS 'a' | 13 | NULL is expected",
                "IS_DEFINED deviceId | 12 | ( is expected",
                "IS_DEFINED('deviceId') | 12 | a field is expected",
                "STARTSWITH(deviceId) | 20 | , is expected",
                "STARTSWITH(deviceId, 3) | 22 | text in quotes is expected",
                "CONTAINS(capabilities.iotEdge, 'a') | 10 | looks into text, which capabilities.iotEdge is not",
                "ENDSWITH(deviceId, 'a' | 23 | ) is expected",
                "provisioningStatus = 3 | 22 | provisioningStatus is compared with text in quotes",
                "provisioningStatus = 3 # | 22 | provisioningStatus is compared with text in quotes",
                "provisioningStatus = true | 22 | provisioningStatus is compared with text in quotes",
                "capabilities.iotEdge = 'true' | 24 | capabilities.iotEdge is compared with true or false",
                "capabilities.iotEdge = 1 | 24 | capabilities.iotEdge is compared with true or false",
                "capabilities.iotEdge < true | 24 | neither less nor greater",
                "deviceId >= null | 13 | neither less nor greater",
                "registrationState.errorCode = '1' | 31 | is compared with a number",
                "createdDateTimeUtc > 'yesterday' | 22 | is compared with a time such as",
                "createdDateTimeUtc > '2026-02-31' | 22 | is compared with a time such as",
                "createdDateTimeUtc > '2026-01-31T12:00:00' | 22 | is compared with a time such as",
                "createdDateTimeUtc > 5 | 22 | is compared with a time such as",
                "attestation = 'tpm' | 1 | attestation is an object: compare a member of it, or ask IS_DEFINED(attestation)",
                "initialTwin.tags IN ['a'] | 1 | is an object",
                "registrationState.errorCode = 1e999 | 31 | out of range",
                "registrationState.errorCode = 1e99999999999 | 31 | out of range",
                "registrationState.errorCode = 12345678901234567890123456789012345678901 | 31 | longer than 40 characters",
                "registrationState.errorCode = 1. | 32 | the language has no '.' here"
            })
    void inside_where(String condition, int position, String says) {
        refused(W + condition, W.length() + position, says);
    }

    @Test
    void a_field_of_another_source_is_unknown() {
        assertEquals(
                16, fault(W + "registrationId = 'a'", Source.ENROLLMENT_GROUPS).position());
        assertEquals(
                16,
                fault(W + "registrationState.status = 'a'", Source.ENROLLMENT_GROUPS)
                        .position());
        assertEquals(
                16,
                fault(W + "provisioningStatus = 'a'", Source.DEVICE_REGISTRATIONS)
                        .position());
        String message = String.valueOf(
                fault(W + "initialTwin.tags.a = 1", Source.DEVICE_REGISTRATIONS).getMessage());
        assertTrue(message.endsWith("createdDateTimeUtc, lastUpdatedDateTimeUtc"), message);
    }

    @Test
    void bounds_are_named() {
        refused("*" + " ".repeat(Query.LONGEST), 4097, "longer than 4096 characters");
        refused("(".repeat(100 << 10), 4097, "longer than 4096 characters");
        refused(W + "(".repeat(33) + "deviceId = 'a'", W.length() + 33, "deeper than 32");
        refused(W + "(".repeat(10_000).substring(0, 4000), W.length() + 33, "deeper than 32");
        refused(W + "NOT ".repeat(1000), W.length() + 4 * 32 + 1, "deeper than 32");
        refused(W + "deviceId='a' OR ".repeat(201), W.length() + 16 * 200 + 1, "more than 200");
        refused(W + "deviceId IN ['a'" + ",'a'".repeat(200), W.length() + 14 + 4 * 199, "more than 200");
        refused("SELECT etag" + ",etag".repeat(200), 7 + 5 * 200 + 1, "more than 200");
    }

    @Test
    void a_fault_quotes_little_and_nothing_that_a_terminal_obeys() {
        String message = String.valueOf(
                fault(W + "x".repeat(500) + " = 'a'", Source.ENROLLMENTS).getMessage());
        assertTrue(message.contains("'" + "x".repeat(20) + "…'"), message);
        assertFalse(message.contains("x".repeat(21)), message);

        refused(W + "\u001b[31m", 16, "the language has no '?' here");
        refused("SELECT * FROM 'a\r\nb'", 15, "found 'a??b'");
        refused(W + "pr\u00fcfung = 1", 16, "there is no field 'pr?fung'");
    }
}
