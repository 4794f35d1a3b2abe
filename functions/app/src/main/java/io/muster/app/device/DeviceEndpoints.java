package io.muster.app.device;

import io.muster.app.gate.CallKind;
import io.muster.app.gate.Gate;
import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.app.operations.Protocols;
import io.muster.app.wire.ApiVersion;
import io.muster.app.wire.DeviceBody;
import io.muster.app.wire.DeviceWire;
import io.muster.app.wire.PathIds;
import io.muster.core.allocation.Origin;
import io.muster.core.attestation.Credentials;
import io.muster.core.attestation.TpmKeys;
import io.muster.core.decision.Refusal;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.OperationId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.registration.Answer;
import io.muster.core.registration.RegisterRequest;
import io.muster.core.registration.RegistrationService;
import io.muster.core.telemetry.Metrics;
import java.util.Optional;

/** Register, operation look-up and registration look-up (1.1). */
public final class DeviceEndpoints {
    public static final String REGISTRATION = "/{idScope}/registrations/{registrationId}";
    public static final String REGISTER = REGISTRATION + "/register";
    public static final String OPERATION = REGISTRATION + "/operations/{operationId}";

    private final IdScope scope;
    private final RegistrationService service;
    private final Gate gate;
    private final Metrics metrics;

    public DeviceEndpoints(IdScope scope, RegistrationService service, Gate gate, Metrics metrics) {
        this.scope = scope;
        this.service = service;
        this.gate = gate;
        this.metrics = metrics;
    }

    public Response register(Request request) {
        ApiVersion version = ApiVersion.ofDevice(request);
        RegistrationId id = device(request);
        DeviceBody body = DeviceBody.read(request, id);
        Origin origin = new Origin(request.client(), body.region());
        RegisterRequest wanted =
                new RegisterRequest(id, credentials(request, body.tpm()), version.legacy(), origin, body.payload());
        Answer answer = gate.device(
                CallKind.REGISTER, "PUT " + REGISTER, id, request, proven -> counted(wanted, request, proven));
        return DeviceWire.registered(answer, version);
    }

    /** One attempt failed is one failure; a TPM that is challenged has neither failed nor passed (8.6). */
    private Answer counted(RegisterRequest wanted, Request request, Runnable proven) {
        String protocol = Protocols.text(request.notes().protocol());
        try {
            Answer answer = service.registrar().register(wanted, proven);
            if (!(answer instanceof Answer.Challenge)) {
                metrics.attestation(true, protocol);
            }
            if (answer instanceof Answer.Disabled) {
                metrics.registration(Optional.empty(), false);
            }
            if (answer instanceof Answer.Told told) {
                request.notes().about(told.operationId());
            }
            return answer;
        } catch (Refusal refusal) {
            metrics.attestation(false, protocol);
            throw refusal;
        }
    }

    public Response operation(Request request) {
        ApiVersion version = ApiVersion.ofDevice(request);
        RegistrationId id = device(request);
        OperationId operationId = PathIds.parse("operationId", request, OperationId::new);
        request.notes().about(operationId);
        Credentials brought = credentials(request, Optional.empty());
        Answer answer = gate.device(
                CallKind.LOOKUP,
                "GET " + OPERATION,
                id,
                request,
                proven -> service.lookup().operation(id, operationId, brought, proven));
        return DeviceWire.looked(answer, version);
    }

    public Response registration(Request request) {
        ApiVersion version = ApiVersion.ofDevice(request);
        RegistrationId id = device(request);
        Credentials brought = credentials(request, DeviceBody.read(request, id).tpm());
        Answer answer = gate.device(
                CallKind.LOOKUP,
                "POST " + REGISTRATION,
                id,
                request,
                proven -> service.lookup().registration(id, brought, proven));
        return DeviceWire.state(answer, version);
    }

    private static Credentials credentials(Request request, Optional<TpmKeys> tpm) {
        return new Credentials(request.header("authorization"), request.chain(), tpm);
    }

    private RegistrationId device(Request request) {
        if (!scope.matches(request.parameter("idScope"))) {
            throw Problem.of(ProblemKind.ID_SCOPE_NOT_FOUND, "No provisioning service has this id scope");
        }
        return PathIds.parse("registrationId", request, RegistrationId::new);
    }
}
