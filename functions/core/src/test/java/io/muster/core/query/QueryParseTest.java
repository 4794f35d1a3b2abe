package io.muster.core.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("rest 3.5: the texts that clients send, and the one meaning of all spellings")
class QueryParseTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  \t\r\n ",
                "*",
                ";",
                "SELECT *",
                "select * ;",
                "SELECT * FROM enrollments",
                "select * from ENROLLMENTS",
                "SELECT*FROM enrollments;",
                "  Select\n*\nFrom Enrollments  ;  ",
                "SELECT * FROM enrollments ORDER BY registrationId",
                "* order by REGISTRATIONID asc"
            })
    void all_that_clients_send_for_everything_means_everything(String text) {
        Query query = Rows.parsed(text, Source.ENROLLMENTS);

        assertTrue(query.accepts(Rows.of()));
        assertEquals(KeyRange.ALL, query.ids());
        assertEquals(Optional.empty(), query.projection());
        assertFalse(query.mentions("registrationState"));
        assertEquals("SELECT * FROM enrollments", query.canonical());
        assertEquals(Source.ENROLLMENTS, query.source());
    }

    @Test
    void each_source_is_served_under_its_name() {
        for (Source source : Source.values()) {
            assertEquals(
                    "SELECT * FROM " + source.wire(),
                    Rows.parsed("select * from " + source.wire(), source).canonical());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "provisioningstatus='ENABLED' | provisioningStatus = 'enabled'",
                "deviceId <> `it's` | deviceId != 'it''s'",
                "deviceId = 'it''s' and deviceId = \"a\"\"b\" | deviceId = 'it''s' AND deviceId = 'a\"b'",
                "deviceId='a' or deviceId='b' and deviceId='c' | deviceId = 'a' OR (deviceId = 'b' AND deviceId = 'c')",
                "(deviceId='a' or deviceId='b') and not deviceId='c' | (deviceId = 'a' OR deviceId = 'b') AND NOT deviceId = 'c'",
                "not (deviceId='a' or deviceId='b') | NOT (deviceId = 'a' OR deviceId = 'b')",
                "((deviceId='a')) | deviceId = 'a'",
                "deviceId in ['a'] | deviceId = 'a'",
                "deviceId in ('a', 'b') | deviceId = 'a' OR deviceId = 'b'",
                "deviceId NOT IN ['a','b'] | NOT (deviceId = 'a' OR deviceId = 'b')",
                "deviceId is null | deviceId IS NULL",
                "deviceId is not null | NOT deviceId IS NULL",
                "deviceId = NULL | deviceId = null",
                "startswith(REGISTRATIONID,'Unit-') | STARTSWITH(registrationId, 'unit-')",
                "endsWith(deviceId, 'A') | ENDSWITH(deviceId, 'A')",
                "contains(iotHubs, 'EU') | CONTAINS(iotHubs, 'eu')",
                "is_defined( initialtwin ) | IS_DEFINED(initialTwin)",
                "capabilities.iotedge = TRUE | capabilities.iotEdge = true",
                "registrationState.errorCode >= 4.00e5 | registrationState.errorCode >= 4E+5",
                "registrationState.errorCode = -1.50 | registrationState.errorCode = -1.5",
                "createdDateTimeUtc < '2026-01-02T03:00:00.0000000+02:00' | createdDateTimeUtc < '2026-01-02T01:00:00Z'",
                "createdDateTimeUtc > '2026-01-02' | createdDateTimeUtc > '2026-01-02T00:00:00Z'",
                "INITIALTWIN.TAGS.Site.Order = 3 | initialTwin.tags.Site.Order = 3",
                "optionaldeviceinformation.$v.0-a = false | optionalDeviceInformation.$v.0-a = false"
            })
    void every_spelling_has_one_canonical_text(String condition, String canonical) throws QueryFault {
        String expected = "SELECT * FROM enrollments WHERE " + canonical;
        Query query = Query.parse("select * from enrollments where " + condition, Source.ENROLLMENTS);

        assertEquals(expected, query.canonical());
        assertEquals(expected, Query.parse(expected + ";", Source.ENROLLMENTS).canonical());
    }

    @Test
    void different_queries_differ_in_their_canonical_text() {
        assertFalse(canonical("deviceId = 'a' AND deviceId = 'b' OR deviceId = 'c'")
                .equals(canonical("deviceId = 'a' AND (deviceId = 'b' OR deviceId = 'c')")));
        assertFalse(canonical("deviceId = 'a'").equals(canonical("deviceId = 'A'")));
        assertFalse(canonical("deviceId = 'null'").equals(canonical("deviceId = null")));
        assertFalse(canonical("initialTwin.tags.a = '1'").equals(canonical("initialTwin.tags.a = 1")));
        assertFalse(canonical("initialTwin.tags.a = 1").equals(canonical("initialTwin.tags.A = 1")));
    }

    private static String canonical(String condition) {
        return Rows.parsed("SELECT * WHERE " + condition, Source.ENROLLMENTS).canonical();
    }

    @Test
    void columns_are_a_projection_in_the_order_asked_for() {
        Query query = Rows.parsed(
                "select REGISTRATIONID, registrationstate.status, initialTwin.tags.Site, registrationId from enrollments",
                Source.ENROLLMENTS);

        assertEquals(
                Optional.of(List.of("registrationId", "registrationState.status", "initialTwin.tags.Site")),
                query.projection());
        assertEquals(
                "SELECT registrationId, registrationState.status, initialTwin.tags.Site FROM enrollments",
                query.canonical());
    }

    @Test
    void a_query_mentions_what_its_columns_or_its_condition_read() {
        assertTrue(mentionsState("select registrationState"));
        assertTrue(mentionsState("select registrationId, registrationState.status"));
        assertTrue(mentionsState("* where deviceId = 'a' or not registrationState.assignedHub = 'h'"));
        assertTrue(mentionsState("* where is_defined(registrationState) and deviceId is null"));
        assertTrue(mentionsState("* where startswith(registrationState.deviceId, 'a')"));
        assertTrue(mentionsState("* where registrationState.errorCode is null"));
        assertFalse(mentionsState("* where initialTwin.tags.registrationState = 1"));
        assertFalse(mentionsState("select registrationId from enrollments where registrationId = 'registrationState'"));
    }

    private static boolean mentionsState(String text) {
        return Rows.parsed(text, Source.ENROLLMENTS).mentions("registrationState");
    }

    @Test
    void names_that_begin_alike_are_different_members() {
        Query query = Rows.parsed("select iotHubs", Source.ENROLLMENTS);
        assertTrue(query.mentions("iotHubs"));
        assertFalse(query.mentions("iotHub"));
    }

    @Test
    void what_is_within_the_bounds_is_served() {
        String list = "'a'" + ",'a'".repeat(Tokens.MOST_TERMS - 2);
        Rows.parsed("* where deviceId in [" + list + "]", Source.ENROLLMENTS);
        String deep = "(".repeat(ConditionParser.DEEPEST) + "deviceId='a'" + ")".repeat(ConditionParser.DEEPEST);
        Rows.parsed("* where " + deep + " and " + deep, Source.ENROLLMENTS);
        Rows.parsed("* where " + "not ".repeat(ConditionParser.DEEPEST) + "deviceId='a'", Source.ENROLLMENTS);
        String longest = "select * where deviceId = ''";
        String padded = longest.replace("''", "'" + "x".repeat(Query.LONGEST - longest.length()) + "'");
        assertEquals(Query.LONGEST, padded.length());
        Rows.parsed(padded, Source.ENROLLMENTS);
        Rows.parsed("* where initialTwin.tags" + ".a".repeat(2000) + "=1", Source.ENROLLMENTS);
    }
}
