package io.muster.app.management;

import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.app.wire.ApiVersion;
import io.muster.app.wire.Bodies;
import io.muster.app.wire.Conditions;
import io.muster.app.wire.Fields;
import io.muster.app.wire.ManagementFacts;
import io.muster.app.wire.ServiceDraftWire;
import io.muster.app.wire.ServiceWire;
import io.muster.app.wire.ServiceWire.Place;
import io.muster.core.access.AccessControl;
import io.muster.core.access.AccessRight;
import io.muster.core.access.Caller;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.service.ServiceDescription;
import io.muster.core.service.ServiceDraft;
import io.muster.core.service.ServiceEditor;
import io.muster.core.service.Standing;
import java.util.Map;
import java.util.Optional;

/** The provisioning service itself, as the vendor's management clients know it (rest.md 8); every change is done when answered. */
public final class ServiceResources {
    private final ServiceEditor editor;
    private final ResourcePaths paths;
    private final AccessControl access;

    ServiceResources(ServiceEditor editor, ResourcePaths paths, AccessControl access) {
        this.editor = editor;
        this.paths = paths;
        this.access = access;
    }

    Response get(Request request, ApiVersion version) {
        Place place = paths.named(request);
        return ServiceWire.response(editor.current(), place, version);
    }

    Response list(Request request, ApiVersion version) {
        Place place = paths.listed(request);
        return ServiceWire.list(editor.current(), place, version);
    }

    /** 200 at once, with provisioningState Succeeded: there is nothing to poll for. */
    Response put(Request request, ApiVersion version) {
        Place place = paths.named(request);
        ServiceDraft draft = ServiceDraftWire.draft(Bodies.required(request));
        ServiceDescription after = editor.replace(draft, Conditions.of(request), standing(request));
        return ServiceWire.response(after, place, version);
    }

    Response patch(Request request, ApiVersion version) {
        Place place = paths.named(request);
        Fields body = Bodies.required(request);
        if (body.has("properties")) {
            throw Problem.of(ProblemKind.INVALID_ARGUMENT, "PATCH changes tags only; send the whole resource with PUT");
        }
        Map<String, String> tags = ServiceDraftWire.tags(body)
                .orElseThrow(() -> Problem.of(ProblemKind.INVALID_ARGUMENT, "Member tags is missing"));
        return ServiceWire.response(editor.retag(tags, Conditions.of(request)), place, version);
    }

    Response delete(Request request, ApiVersion version) {
        Place unused = paths.named(request);
        throw Problem.of(
                ProblemKind.SERVICE_CONFLICT,
                "A service cannot be deleted through itself: delete its functions app and its storage account");
    }

    Response listKeys(Request request, ApiVersion version) {
        Place unused = paths.named(request);
        return ServiceWire.keys(editor.current().policies());
    }

    Response keysOf(Request request, ApiVersion version) {
        Place unused = paths.named(request);
        return ServiceWire.keys(editor.policy(request.parameter("keyName")));
    }

    /** A change's id is the etag it made; older ones are forgotten. */
    Response operationResult(Request request, ApiVersion version) {
        Place unused = paths.named(request);
        String current = editor.current().settings().etag().text();
        if (!request.parameter("operationId").equals(current)) {
            throw Problem.of(
                    ProblemKind.OPERATION_NOT_FOUND,
                    "There is no such operation: changes are complete when they are answered");
        }
        return ManagementFacts.succeeded();
    }

    Response skus(Request request, ApiVersion version) {
        Place unused = paths.named(request);
        return ManagementFacts.skus();
    }

    Response operations(Request request, ApiVersion version) {
        return ManagementFacts.operations();
    }

    Response nameAvailability(Request request, ApiVersion version) {
        String unused = paths.subscription(request);
        boolean taken = paths.isName(Bodies.required(request).required("name"));
        return ManagementFacts.nameUnavailable(
                taken,
                taken ? "The name is this service's own" : "This service manages itself only and makes no others");
    }

    /** Not of the vendor's plane: makes one key of a policy anew, and answers the policy. */
    Response regenerate(Request request, ApiVersion version) {
        String which = Bodies.required(request).required("key");
        if (!which.equals("primary") && !which.equals("secondary")) {
            throw Problem.of(ProblemKind.INVALID_ARGUMENT, "Member key must be primary or secondary");
        }
        return ServiceWire.keys(editor.rotate(request.parameter("policy"), which.equals("primary")));
    }

    private Standing standing(Request request) {
        Optional<String> authorization = request.header("authorization");
        return new Standing() {
            @Override
            public void requirePolicyRight() {
                Caller unused = access.require(AccessRight.POLICY_KEYS, authorization, request.path());
            }

            @Override
            public boolean withToken() {
                return authorization.filter(AccessControl::isBearer).isPresent();
            }
        };
    }
}
