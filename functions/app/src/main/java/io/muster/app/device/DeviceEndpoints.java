package io.muster.app.device;

import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.app.wire.ApiVersion;
import io.muster.app.wire.DeviceWire;
import io.muster.app.wire.PathIds;
import io.muster.core.allocation.Origin;
import io.muster.core.attestation.Credentials;
import io.muster.core.attestation.TpmKeys;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.OperationId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.registration.Answer;
import io.muster.core.registration.RegisterRequest;
import io.muster.core.registration.RegistrationService;
import java.util.Optional;

/** Register, operation look-up and registration look-up (1.1). */
public final class DeviceEndpoints {
    private final IdScope scope;
    private final RegistrationService service;

    public DeviceEndpoints(IdScope scope, RegistrationService service) {
        this.scope = scope;
        this.service = service;
    }

    public Response register(Request request) {
        ApiVersion version = ApiVersion.ofDevice(request);
        RegistrationId id = device(request);
        Answer answer = service.registrar().register(new RegisterRequest(
                id, posted(request, id), version.legacy(), Origin.UNKNOWN, Optional.empty()));
        return DeviceWire.registered(answer, version);
    }

    public Response operation(Request request) {
        ApiVersion version = ApiVersion.ofDevice(request);
        RegistrationId id = device(request);
        OperationId operationId = PathIds.parse("operationId", request, OperationId::new);
        Credentials brought = credentials(request, Optional.empty());
        return DeviceWire.looked(service.lookup().operation(id, operationId, brought), version);
    }

    public Response registration(Request request) {
        ApiVersion version = ApiVersion.ofDevice(request);
        RegistrationId id = device(request);
        return DeviceWire.state(service.lookup().registration(id, posted(request, id)), version);
    }

    private static Credentials posted(Request request, RegistrationId id) {
        return credentials(request, DeviceWire.tpm(request, id));
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
