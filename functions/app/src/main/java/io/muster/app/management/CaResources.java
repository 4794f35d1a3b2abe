package io.muster.app.management;

import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.app.wire.ApiVersion;
import io.muster.app.wire.Bodies;
import io.muster.app.wire.CaWire;
import io.muster.app.wire.Conditions;
import io.muster.app.wire.Fields;
import io.muster.app.wire.ManagedCaWire;
import io.muster.core.certificate.CaEditor;
import io.muster.core.certificate.CaName;
import io.muster.core.identity.IfMatch;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** CA certificates as the vendor's management clients know them (rest.md 8.2). */
public final class CaResources {
    /** This service knows neither subscriptions nor resource groups: whatever could be one is taken, and echoed. */
    private static final Pattern SUBSCRIPTION = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private static final Pattern RESOURCE_GROUP = Pattern.compile("[\\p{L}\\p{N}_.()-]{1,90}");

    private final CaEditor editor;
    private final Set<String> services;

    CaResources(CaEditor editor, Set<String> hosts) {
        this.editor = editor;
        this.services = hosts.stream().map(host -> host.split("\\.", 2)[0]).collect(Collectors.toUnmodifiableSet());
    }

    Response list(Request request, ApiVersion version) {
        String parent = parent(request);
        return ManagedCaWire.list(editor.all(), parent);
    }

    Response get(Request request, ApiVersion version) {
        String parent = parent(request);
        return ManagedCaWire.response(editor.get(CaEndpoints.name(request)), parent);
    }

    Response put(Request request, ApiVersion version) {
        String parent = parent(request);
        CaName name = CaEndpoints.name(request);
        CaEditor.Upload upload = ManagedCaWire.upload(Bodies.required(request));
        return ManagedCaWire.response(editor.put(name, upload, Conditions.of(request)), parent);
    }

    Response delete(Request request, ApiVersion version) {
        String unused = parent(request);
        editor.delete(CaEndpoints.name(request), Conditions.of(request));
        return Response.noContent();
    }

    Response generateCode(Request request, ApiVersion version) {
        String parent = parent(request);
        Optional<IfMatch> condition = Conditions.of(request);
        return ManagedCaWire.responseWithCode(editor.generateCode(CaEndpoints.name(request), condition), parent);
    }

    Response verify(Request request, ApiVersion version) {
        String parent = parent(request);
        CaName name = CaEndpoints.name(request);
        Fields body = Bodies.required(request);
        return ManagedCaWire.response(editor.verify(name, CaWire.certificate(body), Conditions.of(request)), parent);
    }

    /** The id of the collection, once it is one of this service. */
    private String parent(Request request) {
        String subscription = wellFormed("subscription", SUBSCRIPTION, request);
        String resourceGroup = wellFormed("resourceGroup", RESOURCE_GROUP, request);
        String service = request.parameter("service");
        if (!services.contains(service.toLowerCase(Locale.ROOT))) {
            throw Problem.of(ProblemKind.NOT_FOUND, "There is no provisioning service of this name here");
        }
        return ManagementApi.RESOURCES
                .replace("{subscription}", subscription)
                .replace("{resourceGroup}", resourceGroup)
                .replace("{service}", service);
    }

    private static String wellFormed(String parameter, Pattern form, Request request) {
        String value = request.parameter(parameter);
        if (!form.matcher(value).matches()) {
            throw Problem.of(ProblemKind.INVALID_ARGUMENT, "The path's " + parameter + " is not well-formed");
        }
        return value;
    }
}
