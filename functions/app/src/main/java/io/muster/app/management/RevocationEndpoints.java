package io.muster.app.management;

import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.app.wire.ApiVersion;
import io.muster.app.wire.CrlWire;
import io.muster.app.wire.DenialWire;
import io.muster.core.certificate.RevocationEditor;
import java.time.InstantSource;

/** What is revoked, which DPS has no place for (2.32): a deny list, and a revocation list for each CA. */
public final class RevocationEndpoints {
    private final RevocationEditor editor;
    private final InstantSource clock;

    RevocationEndpoints(RevocationEditor editor, InstantSource clock) {
        this.editor = editor;
        this.clock = clock;
    }

    Response denials(Request request, ApiVersion version) {
        return DenialWire.list(editor.denials());
    }

    Response deny(Request request, ApiVersion version) {
        return DenialWire.response(editor.deny(DenialWire.denial(request), DenialWire.note(request)));
    }

    Response allow(Request request, ApiVersion version) {
        editor.allow(DenialWire.denial(request));
        return Response.noContent();
    }

    Response crl(Request request, ApiVersion version) {
        return CrlWire.response(editor.crl(CaEndpoints.name(request)), clock.instant());
    }

    Response putCrl(Request request, ApiVersion version) {
        return CrlWire.response(editor.putCrl(CaEndpoints.name(request), CrlWire.content(request)), clock.instant());
    }

    Response deleteCrl(Request request, ApiVersion version) {
        editor.deleteCrl(CaEndpoints.name(request));
        return Response.noContent();
    }
}
