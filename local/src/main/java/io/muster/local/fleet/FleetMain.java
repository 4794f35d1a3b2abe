package io.muster.local.fleet;

import java.time.Clock;
import java.util.concurrent.TimeUnit;

/** The command {@code local/fleet}. */
public final class FleetMain {
    private FleetMain() {}

    public static void main(String[] args) {
        Fleet fleet = new Fleet(
                System.getenv(),
                Clock.systemUTC(),
                length -> TimeUnit.MILLISECONDS.sleep(length.toMillis()),
                System.out,
                System.err);
        System.exit(fleet.run(args));
    }
}
