package io.muster.core.certificate;

import java.util.List;

/**
 * A certificate that may be part of a path.
 *
 * @param verifiedAs names of the verified uploads of it; empty for one that is no anchor
 */
record Link(ParsedCertificate certificate, List<CaName> verifiedAs) {
    boolean verified() {
        return !verifiedAs.isEmpty();
    }

    String told() {
        return certificate.told();
    }
}
