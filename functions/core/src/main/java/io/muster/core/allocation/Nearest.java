package io.muster.core.allocation;

import io.muster.core.hub.LinkedHub;
import java.util.List;

/** Which hubs are nearest to a caller (3.4). */
public interface Nearest {
    /** @return those that tie for nearest; empty when it is not known where the caller or any of the hubs is */
    List<LinkedHub> among(List<LinkedHub> eligible, Origin origin);
}
