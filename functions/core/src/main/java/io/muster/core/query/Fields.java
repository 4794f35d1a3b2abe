package io.muster.core.query;

import static io.muster.core.query.FieldType.EXACT;
import static io.muster.core.query.FieldType.FLAG;
import static io.muster.core.query.FieldType.FOLDED;
import static io.muster.core.query.FieldType.ID;
import static io.muster.core.query.FieldType.INSTANT;
import static io.muster.core.query.FieldType.NUMBER;
import static io.muster.core.query.FieldType.OBJECT;

import java.util.List;
import java.util.stream.Stream;

/** The fields of each source, the id first. */
final class Fields {
    private static final List<Field> INDIVIDUAL_ONLY = List.of(
            new Field("registrationId", ID),
            new Field("deviceId", EXACT),
            new Field("optionalDeviceInformation", OBJECT));

    private static final List<Field> GROUP_ONLY =
            List.of(new Field("enrollmentGroupId", ID), new Field("registrationIdPrefix", FOLDED));

    /** What individual enrollments and groups share. */
    private static final List<Field> TERMS = List.of(
            new Field("provisioningStatus", FOLDED),
            new Field("attestation", OBJECT),
            new Field("attestation.type", FOLDED),
            new Field("allocationPolicy", FOLDED),
            new Field("iotHubHostName", FOLDED),
            new Field("iotHubs", FOLDED),
            new Field("capabilities", OBJECT),
            new Field("capabilities.iotEdge", FLAG),
            new Field("reprovisionPolicy", OBJECT),
            new Field("reprovisionPolicy.updateHubAssignment", FLAG),
            new Field("reprovisionPolicy.migrateDeviceData", FLAG),
            new Field("initialTwin", OBJECT),
            new Field("initialTwin.tags", OBJECT),
            new Field("initialTwin.properties", OBJECT),
            new Field("initialTwin.properties.desired", OBJECT),
            new Field("etag", EXACT),
            new Field("createdDateTimeUtc", INSTANT),
            new Field("lastUpdatedDateTimeUtc", INSTANT));

    /** The registration record inside an individual enrollment. */
    private static final List<Field> STATE = List.of(
            new Field("registrationState", OBJECT),
            new Field("registrationState.status", FOLDED),
            new Field("registrationState.assignedHub", FOLDED),
            new Field("registrationState.deviceId", EXACT),
            new Field("registrationState.substatus", FOLDED),
            new Field("registrationState.errorCode", NUMBER),
            new Field("registrationState.createdDateTimeUtc", INSTANT),
            new Field("registrationState.lastUpdatedDateTimeUtc", INSTANT));

    static final List<Field> ENROLLMENT = joined(Stream.of(INDIVIDUAL_ONLY, TERMS, STATE));

    static final List<Field> GROUP = joined(Stream.of(GROUP_ONLY, TERMS));

    static final List<Field> RECORD = List.of(
            new Field("registrationId", ID),
            new Field("assignedHub", FOLDED),
            new Field("deviceId", EXACT),
            new Field("status", FOLDED),
            new Field("substatus", FOLDED),
            new Field("errorCode", NUMBER),
            new Field("etag", EXACT),
            new Field("createdDateTimeUtc", INSTANT),
            new Field("lastUpdatedDateTimeUtc", INSTANT));

    static final List<String> TWIN_JSON = List.of("initialTwin.tags", "initialTwin.properties.desired");

    static final List<String> ENROLLMENT_JSON =
            List.of("initialTwin.tags", "initialTwin.properties.desired", "optionalDeviceInformation");

    private Fields() {}

    private static List<Field> joined(Stream<List<Field>> lists) {
        return lists.flatMap(List::stream).toList();
    }
}
