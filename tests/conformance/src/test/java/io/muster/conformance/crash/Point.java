package io.muster.conformance.crash;

import java.util.ArrayList;
import java.util.List;

/**
 * A named place between two writes to the outside.
 *
 * @param at which write of the story
 * @param carriedOut whether the process dies after the write took effect, its answer still to come; else before
 * @param worker whether the queue function makes the write; else a request does
 * @param durable whether the operation is carried on from here on, also for a device that is never heard of again
 */
record Point(Story story, String name, FarEnd at, boolean carriedOut, boolean worker, boolean durable) {
    /** Who is on the other side of a write. */
    sealed interface FarEnd {
        /** @param nth write of the registration record, counted from 0 */
        record DeviceRecord(int nth) implements FarEnd {}

        /** @param operation as the emulator names it */
        record HubCall(String operation, boolean ofOldHub) implements FarEnd {}

        /** @param call send, schedule, cancel or settle */
        record Queue(String call) implements FarEnd {}

        record Webhook() implements FarEnd {}
    }

    static List<Point> all() {
        List<Point> all = new ArrayList<>();
        new Line(Story.FIRST, all)
                .record("record", 0)
                .hub("create", "createDevice")
                .hub("twin", "patchTwin")
                .record("commit", 1);
        new Line(Story.CHOSEN, all)
                .record("record", 0)
                .webhook()
                .record("plan", 1)
                .hub("create", "createDevice")
                .record("commit", 2);
        new Line(Story.MIGRATED, all)
                .record("record", 0)
                .durableBy("safety", "schedule")
                .hub("create", "createDevice")
                .hub("twin", "replaceTwin")
                .hub("module", "createModule")
                .hub("module-twin", "replaceModuleTwin")
                .oldHub()
                .record("commit", 1)
                .queue("cancel");
        new Line(Story.RESET, all)
                .record("record", 0)
                .durableBy("safety", "schedule")
                .hub("create", "createDevice")
                .hub("twin", "replaceTwin")
                .oldHub()
                .record("commit", 1)
                .queue("cancel");
        new Line(Story.CHOSEN_MOVE, all)
                .record("record", 0)
                .webhook()
                .record("plan", 1)
                .durableBy("safety", "schedule")
                .hub("create", "createDevice")
                .oldHub()
                .record("commit", 2);
        new Line(Story.QUEUED, all)
                .durableBy("hand-over", "send")
                .record("attempt", 1)
                .byWorker()
                .hub("create", "createDevice")
                .hub("twin", "patchTwin")
                .record("commit", 2)
                .queue("settle");
        new Line(Story.QUEUED_MOVE, all)
                .durableBy("safety", "schedule")
                .queue("send")
                .record("attempt", 1)
                .byWorker()
                .hub("create", "createDevice")
                .hub("twin", "replaceTwin")
                .hub("module", "createModule")
                .oldHub()
                .record("commit", 2)
                .queue("settle");
        return List.copyOf(all);
    }

    @Override
    public String toString() {
        return story + (worker ? " by the queue, " : ", ") + (carriedOut ? "after " : "before ") + name;
    }

    /** A story's writes in their order; both sides of each are points. */
    private static final class Line {
        private final Story story;
        private final List<Point> all;
        private boolean worker;
        private boolean durable;

        Line(Story story, List<Point> all) {
            this.story = story;
            this.all = all;
        }

        Line record(String name, int nth) {
            return both(name, new FarEnd.DeviceRecord(nth));
        }

        Line hub(String name, String operation) {
            return both(name, new FarEnd.HubCall(operation, false));
        }

        Line oldHub() {
            return both("old-hub-delete", new FarEnd.HubCall("deleteDevice", true));
        }

        Line queue(String call) {
            return both(call, new FarEnd.Queue(call));
        }

        /** From its other side on, a device that never comes back is taken care of. */
        Line durableBy(String name, String call) {
            all.add(new Point(story, name, new FarEnd.Queue(call), false, worker, durable));
            durable = true;
            all.add(new Point(story, name, new FarEnd.Queue(call), true, worker, true));
            return this;
        }

        Line webhook() {
            all.add(new Point(story, "webhook", new FarEnd.Webhook(), true, worker, durable));
            return this;
        }

        Line byWorker() {
            worker = true;
            return this;
        }

        private Line both(String name, FarEnd at) {
            all.add(new Point(story, name, at, false, worker, durable));
            all.add(new Point(story, name, at, true, worker, durable));
            return this;
        }
    }
}
