package io.muster.app.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.muster.app.http.Response;
import io.muster.core.certificate.CaCertificate;
import io.muster.core.certificate.CaEditor.Upload;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Uploaded CA certificates as resources of the management plane (rest.md 8.2). */
public final class ManagedCaWire {
    private static final String TYPE = "Microsoft.Devices/ProvisioningServices/Certificates";
    /** RFC 1123, the day always two digits, unlike every other date of this service. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private ManagedCaWire() {}

    /** {@code properties.certificate} and {@code properties.isVerified}; 400 when the first is missing or does not read. */
    public static Upload upload(Fields body) {
        return CaWire.upload(body.object("properties").orElseThrow(() -> Json.invalid("Member properties is missing")));
    }

    /** @param parent the id of the collection the certificate is in */
    public static Response response(CaCertificate ca, String parent) {
        return Response.json(200, Json.write(json -> write(json, ca, parent, false)));
    }

    /** As {@link #response}, with the code to be signed. */
    public static Response responseWithCode(CaCertificate ca, String parent) {
        return Response.json(200, Json.write(json -> write(json, ca, parent, true)));
    }

    public static Response list(List<CaCertificate> cas, String parent) {
        return Response.json(200, Json.write(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("value");
            for (CaCertificate ca : cas) {
                write(json, ca, parent, false);
            }
            json.writeEndArray();
            json.writeEndObject();
        }));
    }

    private static void write(JsonGenerator json, CaCertificate ca, String parent, boolean withCode)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("id", parent + "/" + ca.name().text());
        json.writeStringField("name", ca.name().text());
        json.writeStringField("type", TYPE);
        json.writeStringField("etag", ca.etag().text());
        json.writeObjectFieldStart("properties");
        if (withCode) {
            json.writeStringField("verificationCode", ca.verificationCode().orElseThrow());
        }
        json.writeStringField("subject", ca.certificate().info().subjectName());
        json.writeStringField("expiry", date(ca.certificate().info().notAfter()));
        json.writeStringField("thumbprint", ca.certificate().info().sha1Thumbprint());
        json.writeBooleanField("isVerified", ca.verified());
        json.writeStringField(
                "certificate",
                Base64.getEncoder().encodeToString(ca.certificate().der()));
        json.writeStringField("created", date(ca.created()));
        json.writeStringField("updated", date(ca.updated()));
        json.writeEndObject();
        json.writeEndObject();
    }

    private static String date(Instant instant) {
        return DATE.format(instant);
    }
}
