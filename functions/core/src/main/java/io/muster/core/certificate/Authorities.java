package io.muster.core.certificate;

import java.util.List;

/** Port: the CAs that operators uploaded and what they revoked; at most 30 s old, and the same objects until they change. */
public interface Authorities {
    List<CaCertificate> uploaded();

    Revocations revocations();
}
