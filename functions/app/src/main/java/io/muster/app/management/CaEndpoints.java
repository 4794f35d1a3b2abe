package io.muster.app.management;

import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.app.wire.ApiVersion;
import io.muster.app.wire.Bodies;
import io.muster.app.wire.CaWire;
import io.muster.app.wire.Conditions;
import io.muster.app.wire.PathIds;
import io.muster.core.certificate.CaCertificate;
import io.muster.core.certificate.CaEditor;
import io.muster.core.certificate.CaName;
import java.time.InstantSource;
import java.util.List;

/** CA certificates by the short path, for people; tells what the resource form has no place for. */
public final class CaEndpoints {
    private final CaEditor editor;
    private final InstantSource clock;

    CaEndpoints(CaEditor editor, InstantSource clock) {
        this.editor = editor;
        this.clock = clock;
    }

    Response list(Request request, ApiVersion version) {
        return CaWire.list(editor.all(), editor.uses(), clock.instant());
    }

    Response get(Request request, ApiVersion version) {
        return response(editor.get(name(request)));
    }

    Response put(Request request, ApiVersion version) {
        CaName name = name(request);
        return response(editor.put(name, CaWire.upload(Bodies.required(request)), Conditions.of(request)));
    }

    Response delete(Request request, ApiVersion version) {
        editor.delete(name(request), Conditions.of(request));
        return Response.noContent();
    }

    Response generateCode(Request request, ApiVersion version) {
        return response(editor.generateCode(name(request), Conditions.of(request)));
    }

    Response verify(Request request, ApiVersion version) {
        CaName name = name(request);
        return response(editor.verify(name, CaWire.certificate(Bodies.required(request)), Conditions.of(request)));
    }

    private Response response(CaCertificate ca) {
        return CaWire.response(ca, editor.uses().getOrDefault(ca.name(), List.of()), clock.instant());
    }

    static CaName name(Request request) {
        return PathIds.parse("id", request, CaName::new);
    }
}
