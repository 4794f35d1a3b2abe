package io.muster.fleet;

import java.time.Clock;
import java.util.concurrent.TimeUnit;

/** {@code java -jar muster-fleet.jar plan fleet.yaml}. */
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
