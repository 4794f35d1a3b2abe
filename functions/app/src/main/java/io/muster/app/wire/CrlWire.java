package io.muster.app.wire;

import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.core.certificate.Crl;
import io.muster.core.certificate.UploadedCrl;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** Revocation lists: in as PEM or as JSON, out as what they say of themselves. */
public final class CrlWire {
    private static final String PEM = "-----BEGIN";

    private CrlWire() {}

    /** DER or PEM: the body itself when it is PEM, else its member {@code crl}, PEM or Base64 of either. */
    public static byte[] content(Request request) {
        if (request.body().stripLeading().startsWith(PEM)) {
            return bytes(request.body());
        }
        return Bodies.required(request)
                .parsed("crl", CrlWire::content)
                .orElseThrow(() -> Json.invalid("Member crl is missing"));
    }

    private static byte[] content(String text) {
        if (text.contains(PEM)) {
            return bytes(text);
        }
        try {
            return Base64.getDecoder().decode(text.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is neither PEM nor Base64", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static Response response(UploadedCrl uploaded, Instant now) {
        Crl crl = uploaded.crl();
        return Response.json(200, Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("name", uploaded.ca().text());
            json.writeNumberField("entries", crl.size());
            Optional<String> number = crl.number().map(Object::toString);
            if (number.isPresent()) {
                // A text: it may be too large for a client's numbers.
                json.writeStringField("number", number.get());
            }
            json.writeStringField("thisUpdateUtc", Times.format(crl.thisUpdate()));
            json.writeStringField("nextUpdateUtc", Times.format(crl.nextUpdate()));
            json.writeBooleanField("isStale", crl.stale(now));
            json.writeStringField("issuerSha256Thumbprint", crl.issuer().info().sha256Thumbprint());
            json.writeStringField("uploadedDateTimeUtc", Times.format(uploaded.uploaded()));
            json.writeEndObject();
        }));
    }
}
