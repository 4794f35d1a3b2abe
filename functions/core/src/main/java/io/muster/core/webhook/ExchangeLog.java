package io.muster.core.webhook;

import io.muster.core.identity.RegistrationId;
import java.util.List;

/** Port: what was said between this service and webhooks, kept for some days as far as room is. */
public interface ExchangeLog {
    /** Keeps what it can and never fails: a device does not suffer from it. */
    void record(List<Exchange> exchanges);

    /** The latest ones about a device, newest first. */
    List<Exchange> of(RegistrationId id);
}
