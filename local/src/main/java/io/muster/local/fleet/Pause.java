package io.muster.local.fleet;

import java.time.Duration;

/** Waits before a call is tried again. */
@FunctionalInterface
public interface Pause {
    void pause(Duration length) throws InterruptedException;
}
