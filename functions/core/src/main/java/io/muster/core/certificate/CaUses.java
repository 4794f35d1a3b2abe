package io.muster.core.certificate;

import io.muster.core.identity.GroupId;
import java.util.List;
import java.util.Map;

/** Port: which enrollment groups name which CA in their caReferences. */
@FunctionalInterface
public interface CaUses {
    /** As it is now, never from a cache: a CA in use must not be deleted (9.8). Those nobody names are left out. */
    Map<CaName, List<GroupId>> now();
}
