package io.muster.core.geo;

import java.util.Arrays;

/** Runs of addresses: where each starts, rising, and whose it is: 0 nobody's, else one more than a country's place in its list. */
final class Runs {
    private final Starts starts;
    private final byte[] owners;

    private Runs(Starts starts, byte[] owners) {
        this.starts = starts;
        this.owners = owners;
    }

    /** Of IPv4; 5 bytes a run. */
    static Runs four(long[] starts, byte[] owners) {
        int[] turned = new int[starts.length];
        for (int i = 0; i < starts.length; i++) {
            turned[i] = (int) starts[i] ^ Integer.MIN_VALUE;
        }
        return new Runs(address -> Arrays.binarySearch(turned, (int) address ^ Integer.MIN_VALUE), owners);
    }

    /** Of the upper halves of IPv6; 9 bytes a run. */
    static Runs six(long[] starts, byte[] owners) {
        long[] turned = new long[starts.length];
        for (int i = 0; i < starts.length; i++) {
            turned[i] = starts[i] ^ Long.MIN_VALUE;
        }
        return new Runs(address -> Arrays.binarySearch(turned, address ^ Long.MIN_VALUE), owners);
    }

    int owner(long address) {
        int found = starts.search(address);
        int run = found >= 0 ? found : -found - 2;
        return run < 0 ? 0 : owners[run] & 0xff;
    }

    int size() {
        return owners.length;
    }

    /** Answers as {@link Arrays#binarySearch(long[], long)}; inside, the top bit is turned, since signed order is at hand. */
    private interface Starts {
        int search(long address);
    }
}
