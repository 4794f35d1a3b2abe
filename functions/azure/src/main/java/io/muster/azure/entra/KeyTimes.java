package io.muster.azure.entra;

import java.time.Duration;

/**
 * How long fetched keys serve.
 *
 * @param life after it they are fetched anew, which bounds how long a withdrawn key signs
 * @param ahead this long before, a call has them fetched in the background
 * @param patience how long a call waits for the fetch of another
 * @param outage how long old keys go on serving while none can be fetched
 * @param interval at most two fetches within it, whatever is asked for
 */
record KeyTimes(Duration life, Duration ahead, Duration patience, Duration outage, Duration interval) {
    static final KeyTimes USUAL = new KeyTimes(
            Duration.ofMinutes(15),
            Duration.ofMinutes(2),
            Duration.ofSeconds(10),
            Duration.ofHours(4),
            Duration.ofSeconds(30));
}
