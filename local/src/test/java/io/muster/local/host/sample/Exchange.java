package io.muster.local.host.sample;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;

/** Things a test and the app it packaged hand each other across class loaders: JDK objects in the system properties. */
public final class Exchange {
    private static final String SEEN = "sample.seen";
    private static final String STARTED = "sample.started";
    private static final String GATE = "sample.gate";

    private Exchange() {}

    public static void open(BlockingQueue<String> seen, CountDownLatch started, CountDownLatch gate) {
        System.getProperties().put(SEEN, seen);
        System.getProperties().put(STARTED, started);
        System.getProperties().put(GATE, gate);
    }

    static void tell(String line) {
        seen().add(line);
    }

    static void waitAtGate() throws InterruptedException {
        ((CountDownLatch) get(STARTED)).countDown();
        ((CountDownLatch) get(GATE)).await();
    }

    @SuppressWarnings("unchecked") // open() put it there
    private static Queue<String> seen() {
        return (Queue<String>) get(SEEN);
    }

    private static Object get(String key) {
        return Objects.requireNonNull(System.getProperties().get(key), key);
    }
}
