package io.muster.local.servicebus;

import org.apache.qpid.proton.engine.Delivery;

/** What the broker does at its end of one link; kept as the link's context. */
interface LinkHandler {
    /** A transfer came in, or the client settled one that went out. */
    void delivery(Delivery delivery);

    /** The link is gone, in whatever way. */
    default void closed() {}
}
