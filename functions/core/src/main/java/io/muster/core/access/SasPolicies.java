package io.muster.core.access;

import java.util.List;

/** Port: the shared access policies of this service, at most 30 s old. */
public interface SasPolicies {
    List<SasPolicy> all();
}
