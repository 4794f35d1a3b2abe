package io.muster.azure.tables;

import io.muster.core.attestation.EnrolledCertificate;
import io.muster.core.certificate.CaName;
import io.muster.core.certificate.UploadedCrl;
import io.muster.core.identity.Etag;
import java.util.Base64;

/**
 * Rows {@code crl:…} of table {@code service}, and beside them, in table {@code certificates}, what was uploaded: the
 * service's partition is read whole at every change of anything, a list only when its own row changed.
 */
record CrlRows(Keys keys, StorageTable contents) implements RowCodec<UploadedCrl> {
    private static final int PART = 32 * 1000;

    @Override
    public Row write(UploadedCrl crl) {
        return Row.at(keys.crl(crl.ca()))
                .put("Name", crl.ca().text())
                .put(
                        "Issuer",
                        Base64.getEncoder().encodeToString(crl.crl().issuer().der()))
                .put("Uploaded", crl.uploaded())
                .put("Etag", crl.etag().text());
    }

    @Override
    public UploadedCrl read(Row row) {
        CaName ca = new CaName(row.text("Name"));
        Etag etag = new Etag(row.text("Etag"));
        Row content = contents.find(keys.crlContent(ca, etag))
                .orElseThrow(() -> new IllegalStateException("the content of row " + row.key() + " is gone"));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < content.number("Parts"); i++) {
            text.append(content.text("Part" + i));
        }
        return UploadedCrl.of(
                ca,
                text.toString(),
                EnrolledCertificate.ofDer(Base64.getDecoder().decode(row.text("Issuer"))),
                row.instant("Uploaded"),
                etag);
    }

    /** To be written before the row that names it. */
    Row content(UploadedCrl crl) {
        String text = crl.content();
        int parts = (text.length() + PART - 1) / PART;
        Row row = Row.at(keys.crlContent(crl.ca(), crl.etag())).put("Parts", parts);
        for (int i = 0; i < parts; i++) {
            row.put("Part" + i, text.substring(i * PART, Math.min(text.length(), (i + 1) * PART)));
        }
        return row;
    }
}
