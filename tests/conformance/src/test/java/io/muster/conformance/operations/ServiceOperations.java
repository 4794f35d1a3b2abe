package io.muster.conformance.operations;

import io.muster.conformance.http.Answer;
import io.muster.conformance.http.Call;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.Sas;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.stack.LocalStack;

/** How each operation of the service API is called so that it succeeds, on enrollments made for the call. */
final class ServiceOperations {
    private final ServiceApi service;
    private final DeviceApi device;

    ServiceOperations(LocalStack stack) {
        this.service = new ServiceApi(stack);
        this.device = new DeviceApi(stack);
    }

    /** The call of an operation by its published id, without token. */
    Call call(String operation, String version) {
        int mark = operation.indexOf('_');
        String verb = operation.substring(mark + 1);
        return switch (operation.substring(0, mark)) {
            case "IndividualEnrollment" -> enrollment(verb, new Kind("enrollments", "registrationId"), version);
            case "EnrollmentGroup" -> enrollment(verb, new Kind("enrollmentGroups", "enrollmentGroupId"), version);
            case "DeviceRegistrationState" -> registration(verb, version);
            default -> throw new AssertionError("no call is written for " + operation);
        };
    }

    Answer authorized(Call call) {
        return service.authorized(call);
    }

    Answer anonymous(Call call) {
        return service.send(call);
    }

    /** The path's first segment, and the member that holds the id; bulk members are named as the path. */
    private record Kind(String path, String idMember) {
        String body(String id) {
            return "{\"" + idMember + "\":\"" + id + "\"," + ServiceApi.attestation(Names.key(32))
                    + ",\"initialTwin\":{\"tags\":{\"floor\":2,\"rooms\":{\"a\":true}},"
                    + "\"properties\":{\"desired\":{\"rate\":1.5,\"name\":\"x\"}}},"
                    + "\"capabilities\":{\"iotEdge\":false},\"provisioningStatus\":\"enabled\","
                    + "\"reprovisionPolicy\":{\"updateHubAssignment\":true,\"migrateDeviceData\":true},"
                    + "\"allocationPolicy\":\"hashed\"}";
        }
    }

    private Call enrollment(String verb, Kind kind, String version) {
        String root = "/" + kind.path();
        String query = "?api-version=" + version;
        String fresh = Names.fresh("operation");
        return switch (verb) {
            case "CreateOrUpdate" -> Call.of("PUT", root + "/" + fresh + query).json(kind.body(fresh));
            case "Get" -> Call.of("GET", root + "/" + created(kind, fresh) + query);
            case "Delete" -> Call.of("DELETE", root + "/" + created(kind, fresh) + query);
            case "GetAttestationMechanism" ->
                Call.of("POST", root + "/" + created(kind, fresh) + "/attestationmechanism" + query);
            case "Query" ->
                page(
                        Call.of("POST", root + "/query" + query)
                                .json("{\"query\":\"SELECT * FROM " + kind.path() + "\"}"),
                        created(kind, fresh));
            case "RunBulkOperation" ->
                Call.of("POST", root + query)
                        .json("{\"mode\":\"create\",\"" + kind.path() + "\":[" + kind.body(fresh) + ","
                                + kind.body(created(kind, fresh + "-taken")) + "]}");
            default -> throw new AssertionError("no call is written for " + verb);
        };
    }

    private Call registration(String verb, String version) {
        String group = Names.fresh("fleet");
        String id = Names.fresh("member");
        String key = Sas.derive(service.group(group), id);
        Answer provisioned = device.provision(id, key);
        if (!provisioned.text("/status").equals("assigned")) {
            throw new AssertionError("not provisioned: " + provisioned);
        }
        String query = "?api-version=" + version;
        return switch (verb) {
            case "Get" -> Call.of("GET", "/registrations/" + id + query);
            case "Delete" -> Call.of("DELETE", "/registrations/" + id + query);
            case "Query" -> page(Call.of("POST", "/registrations/" + group + "/query" + query), group);
            default -> throw new AssertionError("no call is written for " + verb);
        };
    }

    /** @param listed what there is to list, so that there is something */
    private static Call page(Call call, String listed) {
        return listed.isEmpty() ? call : call.with("x-ms-max-item-count", "1");
    }

    private String created(Kind kind, String id) {
        Answer answer = service.put("/" + kind.path() + "/" + id, kind.body(id));
        if (answer.status() != 200) {
            throw new AssertionError("not created: " + answer);
        }
        return id;
    }
}
