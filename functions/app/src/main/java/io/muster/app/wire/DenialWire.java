package io.muster.app.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.core.certificate.Denial;
import io.muster.core.certificate.DenyList;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The deny list. */
public final class DenialWire {
    private static final int LONGEST_NOTE = 256;

    private DenialWire() {}

    /** The denial in the path, as {@link Denial#parse} reads it; 400 when it is none. */
    public static Denial denial(Request request) {
        return PathIds.parse("denial", request, Denial::parse);
    }

    /** Why, in the operator's words; the body may be missing. */
    public static Optional<String> note(Request request) {
        return Bodies.json(request)
                .flatMap(body -> body.parsed("note", text -> {
                    if (text.length() > LONGEST_NOTE) {
                        throw new IllegalArgumentException("must have at most " + LONGEST_NOTE + " characters");
                    }
                    return text;
                }));
    }

    public static Response response(DenyList.Entry entry) {
        return Response.json(200, Json.write(json -> write(json, entry)));
    }

    public static Response list(List<DenyList.Entry> entries) {
        return Response.json(200, Json.write(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("value");
            for (DenyList.Entry entry : entries) {
                write(json, entry);
            }
            json.writeEndArray();
            json.writeEndObject();
        }));
    }

    private static void write(JsonGenerator json, DenyList.Entry entry) throws IOException {
        json.writeStartObject();
        json.writeStringField("denial", entry.denial().text());
        if (entry.note().isPresent()) {
            json.writeStringField("note", entry.note().get());
        }
        json.writeStringField("createdDateTimeUtc", Times.format(entry.created()));
        json.writeEndObject();
    }
}
