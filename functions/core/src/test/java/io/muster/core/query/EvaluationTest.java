package io.muster.core.query;

import static io.muster.core.query.Rows.accepts;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What a condition accepts")
class EvaluationTest {
    private static final Row ROW = Rows.of(
            "registrationId",
            "Unit-7",
            "deviceId",
            "Pump",
            "provisioningStatus",
            "enabled",
            "attestation",
            new Value.Structure(),
            "attestation.type",
            "symmetricKey",
            "capabilities.iotEdge",
            false,
            "iotHubs",
            List.of("a.example.net", "b.example.net"),
            "createdDateTimeUtc",
            "2026-01-02T03:04:05.1234567Z",
            "registrationState.errorCode",
            400207,
            "registrationState.lastUpdatedDateTimeUtc",
            "not a time",
            "initialTwin.tags.floor",
            3,
            "initialTwin.tags.site",
            "Oslo",
            "initialTwin.tags.open",
            true,
            "initialTwin.tags.gone",
            new Value.Null(),
            "initialTwin.tags.sub",
            new Value.Structure());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registrationId = 'unit-7'",
                "registrationId >= 'UNIT-7' AND registrationId <= 'unit-7'",
                "registrationId > 'UNIT-6' AND registrationId < 'UNIT-8'",
                "STARTSWITH(registrationId, 'UNIT')",
                "ENDSWITH(registrationId, 'T-7')",
                "CONTAINS(registrationId, 'NIT')",
                "deviceId = 'Pump'",
                "deviceId != 'pump'",
                "deviceId < 'a'",
                "STARTSWITH(deviceId, 'Pu')",
                "provisioningStatus = 'Enabled'",
                "attestation.type IN ['TPM', 'SYMMETRICKEY']",
                "capabilities.iotEdge = false",
                "capabilities.iotEdge != true",
                "capabilities.iotEdge IN (true, false)",
                "registrationState.errorCode = 400207.0",
                "registrationState.errorCode > 400000 AND registrationState.errorCode < 4.1e5",
                "createdDateTimeUtc >= '2026-01-02'",
                "createdDateTimeUtc < '2026-01-02T04:04:06+01:00'",
                "createdDateTimeUtc = '2026-01-02T05:04:05.1234567+02:00'",
                "createdDateTimeUtc != '2026-01-02T03:04:05Z'",
                "initialTwin.tags.floor > 2.5",
                "initialTwin.tags.site = 'Oslo'",
                "initialTwin.tags.open = true",
                "IS_DEFINED(attestation)",
                "attestation IS NOT NULL"
            })
    void accepted(String condition) {
        assertTrue(accepts(condition, ROW));
        assertFalse(accepts("NOT (" + condition + ")", ROW));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registrationId = 'unit'",
                "registrationId != 'UNIT-7'",
                "deviceId = 'pump'",
                "STARTSWITH(deviceId, 'PU')",
                "CONTAINS(deviceId, 'PU')",
                "ENDSWITH(deviceId, 'P')",
                "capabilities.iotEdge = true",
                "createdDateTimeUtc > '2026-01-02T03:04:05.1234567Z'",
                "registrationState.lastUpdatedDateTimeUtc > '2000-01-01'",
                "initialTwin.tags.site = 'oslo'"
            })
    void notAccepted(String condition) {
        assertFalse(accepts(condition, ROW));
        assertTrue(accepts("NOT (" + condition + ")", ROW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"= 'x'", "!= 'x'", "< 'x'", ">= 'x'", "IN ['x']", "= null", "!= null"})
    void compared_with_what_is_absent_everything_is_false_and_its_negation_true(String comparison) {
        assertFalse(accepts("allocationPolicy " + comparison, ROW));
        assertTrue(accepts("NOT allocationPolicy " + comparison, ROW));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "site = 3",
                "site != 3",
                "site > 3",
                "floor = '3'",
                "floor != 'x'",
                "open = 'true'",
                "open != 1",
                "floor = true",
                "sub = 'x'",
                "sub != 'x'",
                "gone != 'x'",
                "gone < 5"
            })
    void a_value_of_another_type_is_as_good_as_absent(String comparison) {
        assertFalse(accepts("initialTwin.tags." + comparison, ROW));
    }

    @Test
    void what_is_no_time_is_neither_before_nor_after_one() {
        Row row = Rows.of("createdDateTimeUtc", 5, "lastUpdatedDateTimeUtc", "soon");
        assertFalse(accepts("createdDateTimeUtc > '2026-01-01' OR createdDateTimeUtc <= '2026-01-01'", row));
        assertFalse(accepts("lastUpdatedDateTimeUtc != '2026-01-01'", row));
    }

    @Test
    void text_functions_look_at_text_only() {
        assertFalse(accepts("CONTAINS(initialTwin.tags.floor, '3')", ROW));
        assertTrue(accepts("CONTAINS(initialTwin.tags.site, 'sl')", ROW));
    }

    @Test
    void null_is_a_value_like_no_other() {
        assertTrue(accepts("initialTwin.tags.gone = null", ROW));
        assertFalse(accepts("initialTwin.tags.gone != null", ROW));
        assertTrue(accepts("initialTwin.tags.site != null", ROW));
        assertTrue(accepts("initialTwin.tags.sub != null", ROW));
        assertFalse(accepts("initialTwin.tags.site = null", ROW));
    }

    @Test
    void is_null_asks_for_absent_or_null_and_is_defined_for_there_at_all() {
        assertTrue(accepts("initialTwin.tags.gone IS NULL", ROW));
        assertTrue(accepts("initialTwin.tags.never IS NULL", ROW));
        assertTrue(accepts("initialTwin.tags.site IS NOT NULL", ROW));
        assertTrue(accepts("IS_DEFINED(initialTwin.tags.gone)", ROW));
        assertFalse(accepts("IS_DEFINED(initialTwin.tags.never)", ROW));
    }

    @Test
    void an_array_matches_when_one_element_does_and_differs_when_none_is_equal() {
        assertTrue(accepts("iotHubs = 'B.example.net'", ROW));
        assertFalse(accepts("iotHubs = 'c.example.net'", ROW));
        assertTrue(accepts("iotHubs IN ['c.example.net', 'a.example.net']", ROW));
        assertTrue(accepts("iotHubs != 'c.example.net'", ROW));
        assertFalse(accepts("iotHubs != 'a.example.net'", ROW));
        assertTrue(accepts("STARTSWITH(iotHubs, 'b.')", ROW));
        assertTrue(accepts("initialTwin.tags.mix > 4", Rows.of("initialTwin.tags.mix", List.of("x", 5))));
    }

    @Test
    void not_binds_before_and_and_and_before_or() {
        assertTrue(accepts("deviceId = 'Pump' OR deviceId = 'x' AND deviceId = 'y'", ROW));
        assertFalse(accepts("(deviceId = 'Pump' OR deviceId = 'x') AND deviceId = 'y'", ROW));
        assertFalse(accepts("NOT deviceId = 'Pump' AND deviceId = 'x'", ROW));
        assertTrue(accepts("NOT (deviceId = 'Pump' AND deviceId = 'x')", ROW));
        assertTrue(accepts("NOT NOT deviceId = 'Pump'", ROW));
    }
}
