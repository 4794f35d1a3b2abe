package io.muster.local.servicebus;

/** One change of a queue's contents as the journal keeps it. Locks are not kept: a restart frees every message. */
sealed interface Change {
    /** The queue it happened to. */
    String queue();

    /** A message came, or came to look like this. */
    record Put(String queue, StoredMessage message) implements Change {}

    /** A message went. */
    record Drop(String queue, long sequence) implements Change {}

    /** A delivery failed. */
    record Counted(String queue, long sequence, int deliveryCount) implements Change {}

    /** The sequence number to give next, so that none is used twice. */
    record Next(String queue, long sequence) implements Change {}
}
