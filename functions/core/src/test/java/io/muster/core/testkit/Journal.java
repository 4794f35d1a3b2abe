package io.muster.core.testkit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * What the fakes were asked for, in order, and where a test may step in: before and after each call. A call is named
 * {@code part.verb}, such as {@code work.send} or {@code hub-a.write}.
 */
public final class Journal {
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Deque<Runnable>> planned = new HashMap<>();
    private Consumer<String> always = moment -> {};

    /** The calls so far; those that were stopped before they took effect included. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    public List<String> callsOf(String part) {
        return calls.stream().filter(call -> call.startsWith(part + ".")).toList();
    }

    public void clear() {
        calls.clear();
    }

    /** Runs {@code action} once, before the next {@code call} takes effect; what it throws the caller gets. */
    public void beforeNext(String call, Runnable action) {
        plan("before " + call, action);
    }

    /** Runs {@code action} once, after the next {@code call} took effect and before its caller hears of it. */
    public void afterNext(String call, Runnable action) {
        plan("after " + call, action);
    }

    /** Runs at every moment, before and after each call, with its name: {@code before work.send}. */
    public void atEveryMoment(Consumer<String> action) {
        always = action;
    }

    void before(String call) {
        calls.add(call);
        at("before " + call);
    }

    void after(String call) {
        at("after " + call);
    }

    private void plan(String moment, Runnable action) {
        planned.computeIfAbsent(moment, key -> new ArrayDeque<>()).add(action);
    }

    private void at(String moment) {
        always.accept(moment);
        Deque<Runnable> actions = planned.getOrDefault(moment, new ArrayDeque<>());
        if (!actions.isEmpty()) {
            actions.remove().run();
        }
    }
}
