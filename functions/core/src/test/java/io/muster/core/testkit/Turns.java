package io.muster.core.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;

/**
 * Lets several callers take turns, one at a time, in an order that a seed decides: the same seed, the same interleaving. A
 * caller's turn lasts until it comes to {@link #pass}, or ends.
 */
public final class Turns {
    private final Random random;
    private final ThreadLocal<Optional<Caller>> current = ThreadLocal.withInitial(Optional::empty);
    private final Semaphore passed = new Semaphore(0);
    private long now;

    private static final class Caller {
        private final Semaphore turn = new Semaphore(0);
        private boolean over;
        private Optional<Throwable> fault = Optional.empty();
    }

    public Turns(long seed) {
        this.random = new Random(seed);
    }

    /** Grows with each turn. */
    public long now() {
        return now;
    }

    /** Ends the turn of the caller this is called by; does nothing for anybody else. */
    public void pass() {
        current.get().ifPresent(caller -> {
            passed.release();
            caller.turn.acquireUninterruptibly();
        });
    }

    /** Plays all callers to their end; throws what one of them threw. */
    public void play(List<Runnable> actions) {
        List<Caller> callers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (Runnable action : actions) {
            Caller caller = new Caller();
            callers.add(caller);
            threads.add(new Thread(() -> run(caller, action)));
        }
        threads.forEach(Thread::start);
        List<Caller> left = new ArrayList<>(callers);
        while (!left.isEmpty()) {
            Caller next = left.get(random.nextInt(left.size()));
            now++;
            next.turn.release();
            passed.acquireUninterruptibly();
            if (next.over) {
                left.remove(next);
            }
        }
        callers.stream().flatMap(caller -> caller.fault.stream()).findFirst().ifPresent(fault -> {
            throw new AssertionError("a caller failed", fault);
        });
    }

    private void run(Caller caller, Runnable action) {
        current.set(Optional.of(caller));
        caller.turn.acquireUninterruptibly();
        try {
            action.run();
        } catch (RuntimeException | AssertionError fault) {
            caller.fault = Optional.of(fault);
        } finally {
            caller.over = true;
            passed.release();
        }
    }
}
