package io.muster.fleet.service;

import java.time.Duration;

/** Waits before a call is made again. */
@FunctionalInterface
public interface Pause {
    void pause(Duration length) throws InterruptedException;
}
