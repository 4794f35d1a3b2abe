package io.muster.core.certificate;

import io.muster.core.attestation.EnrolledCertificate;
import java.util.List;

/**
 * One certificate of a path that holds.
 *
 * @param verifiedAs the uploads of this very certificate whose possession was proved, by name; an unverified upload
 *     attests nothing and is left out (9.7)
 */
public record PathCertificate(EnrolledCertificate certificate, List<CaName> verifiedAs) {
    public PathCertificate {
        verifiedAs = List.copyOf(verifiedAs);
    }

    public boolean verified() {
        return !verifiedAs.isEmpty();
    }
}
