package io.muster.core.certificate;

import io.muster.core.identity.Etag;
import java.util.Optional;

/** Port: the latest revocation list of each CA. Writes are atomic. */
public interface CrlStore {
    Optional<UploadedCrl> find(CaName ca);

    /** @return false when there is one by now */
    boolean insert(UploadedCrl crl);

    /** @return false when the stored one's etag is not {@code expected}, or there is none */
    boolean replace(UploadedCrl crl, Etag expected);

    /** @return false when there is none */
    boolean delete(CaName ca);
}
