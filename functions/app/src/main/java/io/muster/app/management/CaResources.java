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
import java.util.Optional;

/** CA certificates as the vendor's management clients know them (rest.md 8.2). */
public final class CaResources {
    private final CaEditor editor;
    private final ResourcePaths paths;

    CaResources(CaEditor editor, ResourcePaths paths) {
        this.editor = editor;
        this.paths = paths;
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
        return paths.named(request).id() + "/certificates";
    }
}
