package io.muster.azure.tables;

import io.muster.core.attestation.EnrolledCertificate;
import io.muster.core.certificate.CaCertificate;
import io.muster.core.certificate.CaName;
import io.muster.core.identity.Etag;
import java.util.Base64;

/** Rows {@code ca:…} of table {@code service}. The code is no secret: it is worth nothing without the CA's key. */
record CaRows(Keys keys) implements RowCodec<CaCertificate> {
    @Override
    public Row write(CaCertificate ca) {
        return Row.at(keys.ca(ca.name()))
                .put("Name", ca.name().text())
                .put(
                        "Certificate",
                        Base64.getEncoder().encodeToString(ca.certificate().der()))
                .put("Verified", ca.verified())
                .put("VerificationCode", ca.verificationCode())
                .put("Created", ca.created())
                .put("Updated", ca.updated())
                .put("Etag", ca.etag().text());
    }

    @Override
    public CaCertificate read(Row row) {
        return new CaCertificate(
                new CaName(row.text("Name")),
                EnrolledCertificate.ofDer(Base64.getDecoder().decode(row.text("Certificate"))),
                row.flag("Verified"),
                row.find("VerificationCode"),
                row.instant("Created"),
                row.instant("Updated"),
                new Etag(row.text("Etag")));
    }
}
