package io.muster.local.servicebus;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every queue of the namespace and its dead-letter queue, by path. */
final class QueueNodes {
    private static final String DEAD_LETTERS = "/$deadletterqueue";

    private final Map<EntityPath, QueueNode> nodes = new LinkedHashMap<>();
    private final Clock clock;
    private final Journal journal;

    QueueNodes(Clock clock, Journal journal) {
        this.clock = clock;
        this.journal = journal;
    }

    void declare(String name, QueueSettings settings) {
        EntityPath path = new EntityPath(name);
        EntityPath deadPath = new EntityPath(name + DEAD_LETTERS);
        MessageQueue dead = new MessageQueue(deadPath.value(), settings.ofDeadLetters(), clock, journal, null);
        nodes.put(deadPath, new QueueNode(dead));
        nodes.put(path, new QueueNode(new MessageQueue(path.value(), settings, clock, journal, dead)));
    }

    /** Replays the journal. A queue that is no longer declared is kept with the usual settings, not thrown away. */
    void restore(List<Change> history) {
        for (Change change : history) {
            EntityPath path = new EntityPath(change.queue());
            if (!nodes.containsKey(path)) {
                declare(path.value().replace(DEAD_LETTERS, ""), QueueSettings.DEFAULT);
            }
            find(path).ifPresent(node -> node.queue().restore(change));
        }
    }

    Optional<QueueNode> find(EntityPath path) {
        return Optional.ofNullable(nodes.get(path));
    }

    Collection<QueueNode> all() {
        return nodes.values();
    }

    List<Change> state() {
        List<Change> state = new ArrayList<>();
        nodes.values().forEach(node -> state.addAll(node.queue().state()));
        return state;
    }

    /** What was asked of each queue, its dead-letter queue apart. */
    Map<String, Object> tallies() {
        Map<String, Object> tallies = new LinkedHashMap<>();
        nodes.forEach(
                (path, node) -> tallies.put(path.value(), node.queue().tally().toJson()));
        return tallies;
    }

    Map<String, QueueDepth> depths() {
        Map<String, QueueDepth> depths = new LinkedHashMap<>();
        nodes.forEach((path, node) -> {
            if (!path.value().endsWith(DEAD_LETTERS)) {
                depths.put(path.value(), node.queue().depth());
            }
        });
        return depths;
    }
}
