package io.muster.core.certificate;

import io.muster.core.identity.Etag;
import java.util.List;
import java.util.Optional;

/** Port: where uploaded CA certificates are kept. Reads see every write that was acknowledged before; writes are atomic. */
public interface CaStore {
    Optional<CaCertificate> find(CaName name);

    /** All of them, in order of name. */
    List<CaCertificate> all();

    /** @return false when there is one of this name already */
    boolean insert(CaCertificate ca);

    /** @return false when the stored one's etag is not {@code expected}, or there is none */
    boolean replace(CaCertificate ca, Etag expected);

    /** @return false when the stored one's etag is not {@code expected}, or there is none */
    boolean delete(CaName name, Etag expected);
}
