package io.muster.conformance.crash;

/** What a register leads to. */
enum Story {
    /** A device that was never here, under a static policy. */
    FIRST(false, false, false),
    /** A device that was never here, whose hub the webhook chooses. */
    CHOSEN(false, true, false),
    /** To another hub with twin and modules. */
    MIGRATED(true, false, false),
    /** To another hub, to start anew there. */
    RESET(true, false, false),
    /** To the hub that the webhook now chooses, with twin and modules. */
    CHOSEN_MOVE(true, true, false),
    /** The hub refuses at first, and the queue function goes on. */
    QUEUED(false, false, true),
    /** The same of a move. */
    QUEUED_MOVE(true, false, true);

    private final boolean moves;
    private final boolean webhook;
    private final boolean queued;

    Story(boolean moves, boolean webhook, boolean queued) {
        this.moves = moves;
        this.webhook = webhook;
        this.queued = queued;
    }

    boolean moves() {
        return moves;
    }

    boolean webhook() {
        return webhook;
    }

    boolean queued() {
        return queued;
    }

    /** Whether tags and modules that the device has come along. */
    boolean migrates() {
        return moves && this != RESET;
    }
}
