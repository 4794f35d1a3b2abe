package io.muster.local.servicebus;

import java.time.Duration;

/** The broker's time: work that comes later, on its loop. */
@FunctionalInterface
interface Turns {
    void later(Duration delay, Runnable work);
}
