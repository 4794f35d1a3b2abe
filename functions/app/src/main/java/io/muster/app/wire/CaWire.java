package io.muster.app.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.muster.app.http.Response;
import io.muster.core.attestation.CertificateInfo;
import io.muster.core.attestation.EnrolledCertificate;
import io.muster.core.certificate.CaCertificate;
import io.muster.core.certificate.CaEditor.Upload;
import io.muster.core.certificate.CaName;
import io.muster.core.identity.GroupId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Uploaded CA certificates on the short path: what the management plane tells, and who uses them and for how long yet. */
public final class CaWire {
    /** An expiry is told of from here on: a CA takes weeks to replace. */
    private static final long AHEAD_DAYS = 90;

    private CaWire() {}

    /** {@code certificate} and {@code isVerified}; 400 when the first is missing or does not read. */
    public static Upload upload(Fields body) {
        return new Upload(certificate(body), body.bool("isVerified"));
    }

    public static EnrolledCertificate certificate(Fields body) {
        return body.parsed("certificate", EnrolledCertificate::parse)
                .orElseThrow(() -> Json.invalid("Member certificate is missing"));
    }

    public static Response response(CaCertificate ca, List<GroupId> users, Instant now) {
        return Response.json(200, Json.write(json -> write(json, ca, users, now)));
    }

    public static Response list(List<CaCertificate> cas, Map<CaName, List<GroupId>> users, Instant now) {
        return Response.json(200, Json.write(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("value");
            for (CaCertificate ca : cas) {
                write(json, ca, users.getOrDefault(ca.name(), List.of()), now);
            }
            json.writeEndArray();
            json.writeEndObject();
        }));
    }

    private static void write(JsonGenerator json, CaCertificate ca, List<GroupId> users, Instant now)
            throws IOException {
        CertificateInfo info = ca.certificate().info();
        json.writeStartObject();
        json.writeStringField("name", ca.name().text());
        json.writeBooleanField("isVerified", ca.verified());
        if (ca.verificationCode().isPresent()) {
            json.writeStringField("verificationCode", ca.verificationCode().get());
        }
        X509Wire.write(json, "info", info);
        json.writeNumberField("daysLeft", daysLeft(info, now));
        Optional<String> warning = warning(info, now);
        if (warning.isPresent()) {
            json.writeStringField("warning", warning.get());
        }
        json.writeArrayFieldStart("usedBy");
        for (GroupId user : users) {
            json.writeString(user.text());
        }
        json.writeEndArray();
        json.writeStringField("createdDateTimeUtc", Times.format(ca.created()));
        json.writeStringField("lastUpdatedDateTimeUtc", Times.format(ca.updated()));
        json.writeStringField("etag", ca.etag().text());
        json.writeEndObject();
    }

    private static long daysLeft(CertificateInfo info, Instant now) {
        return Math.floorDiv(
                Duration.between(now, info.notAfter()).toSeconds(),
                Duration.ofDays(1).toSeconds());
    }

    private static Optional<String> warning(CertificateInfo info, Instant now) {
        if (now.isAfter(info.notAfter())) {
            return Optional.of("has expired: no device registers under it");
        }
        if (now.isBefore(info.notBefore())) {
            return Optional.of("is not valid yet: no device registers under it");
        }
        long days = daysLeft(info, now);
        return days < AHEAD_DAYS ? Optional.of("expires in " + days + " days") : Optional.empty();
    }
}
