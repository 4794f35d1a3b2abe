package io.muster.core.certificate;

import java.util.List;

/**
 * A way from a leaf up that holds, leaf first. The last certificate is a verified CA, so each of the others rolls up
 * to one (2.21); it is the topmost verified CA the way leads to, so that the nearest enrollment can be found by
 * walking it once (2.24).
 */
public record ValidPath(List<PathCertificate> certificates) {
    public ValidPath {
        certificates = List.copyOf(certificates);
    }

    public PathCertificate leaf() {
        return certificates.get(0);
    }

    public PathCertificate anchor() {
        return certificates.get(certificates.size() - 1);
    }

    static ValidPath of(List<Link> path) {
        return new ValidPath(path.stream()
                .map(link -> new PathCertificate(link.certificate().enrolled(), link.verifiedAs()))
                .toList());
    }
}
