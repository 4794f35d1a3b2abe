package io.muster.conformance.crash;

import io.muster.conformance.crash.Point.FarEnd;
import io.muster.conformance.http.Answer;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.Patience;
import io.muster.conformance.stack.Hub;
import java.time.Duration;

/**
 * A device whose operation is held at a point when its process is killed.
 *
 * @param silent whether it is never heard of again
 */
record Subject(Site site, Point point, boolean silent, String id, String key) {
    private static final Duration LONGEST_WARMING = Duration.ofSeconds(90);
    private static final String TWIN =
            ",\"initialTwin\":{\"tags\":{\"site\":\"north\"},\"properties\":{\"desired\":{\"rate\":1}}}";

    static Subject of(Site site, Point point, boolean silent) {
        // The letter at the end keeps one id from being the beginning of another.
        return new Subject(site, point, silent, Names.fresh("crash") + "x", Names.key(32));
    }

    /** Takes a device the same way undisturbed: a process that has just started would come to no point in time. */
    static void warm(Site site, Point point, int functionsHost) {
        Point way =
                new Point(point.worker() ? Story.QUEUED : Story.FIRST, "none", point.at(), true, point.worker(), true);
        Subject first = of(site, way, false);
        first.prepare();
        first.refuseOnce();
        String operation = first.register(functionsHost).answer().orElseThrow().text("/operationId");
        Answer unused = Patience.until(
                LONGEST_WARMING,
                () -> site.devices().operation(first.id(), operation, first.key()),
                answer -> answer.status() == 200 && answer.text("/status").equals("assigned"));
    }

    /** Up to the register that is to be interrupted: a device that moves has been assigned, and has something to lose. */
    void prepare() {
        Story story = point.story();
        choose(site.first());
        site.enroll(id, key, terms(site.first()));
        if (!story.moves()) {
            return;
        }
        Answer answer = site.devices().provision(id, key);
        if (!site.first().host().equals(answer.text("/registrationState/assignedHub"))) {
            throw new AssertionError("not prepared: " + answer);
        }
        done(site.registry(site.first(), "PATCH", "/twins/" + id, "{\"tags\":{\"kept\":\"yes\"}}"));
        done(site.registry(
                site.first(),
                "PUT",
                "/devices/" + id + "/modules/camera",
                "{\"deviceId\":\"" + id + "\",\"moduleId\":\"camera\"}"));
        done(site.registry(site.first(), "PATCH", "/twins/" + id + "/modules/camera", "{\"tags\":{\"kept\":\"yes\"}}"));
        choose(site.second());
        site.webhook().forget(id);
        site.enroll(id, key, terms(site.second()));
    }

    private String terms(Hub hub) {
        String policy = point.story().webhook()
                ? ",\"allocationPolicy\":\"custom\",\"customAllocationDefinition\":{\"webhookUrl\":\""
                        + site.webhook().url() + "\",\"apiVersion\":\"2021-10-01\"},\"iotHubs\":[\""
                        + site.first().host() + "\",\"" + site.second().host() + "\"]"
                : ",\"allocationPolicy\":\"static\",\"iotHubs\":[\"" + hub.host() + "\"]";
        return policy + TWIN + ",\"reprovisionPolicy\":{\"updateHubAssignment\":true,\"migrateDeviceData\":"
                + point.story().migrates() + "}";
    }

    private static void done(Answer answer) {
        if (answer.status() >= 300) {
            throw new AssertionError("not prepared: " + answer);
        }
    }

    /** For a new device the webhook changes its mind with each call: what was recorded must stand nevertheless. */
    private void choose(Hub hub) {
        Hub other = point.story().moves() || hub.equals(site.second()) ? hub : site.second();
        site.webhook().behave(id, (exchange, before) -> WebhookServer.chooses((before % 2 == 0 ? hub : other).host()));
    }

    /** From now on the operation comes to its point and no further. */
    void hold() {
        refuseOnce();
        String when = point.carriedOut() ? "after" : "before";
        if (point.at() instanceof FarEnd.DeviceRecord row) {
            site.tables()
                    .rule("\"name\":\"" + id + "\",\"device\":\"" + id
                            + "\",\"table\":\"devices\",\"row\":\"registration\",\"writes\":true,\"skip\":" + row.nth()
                            + ",\"times\":\"forever\",\"hold\":\"" + when + "\"");
        } else if (point.at() instanceof FarEnd.HubCall call) {
            (call.ofOldHub() ? site.first() : target())
                    .rule("\"name\":\"" + id + "\",\"device\":\"" + id + "\",\"operation\":\"" + call.operation()
                            + "\",\"times\":\"forever\",\"dropConnection\":true,\"delayMs\":600000,\"afterEffect\":"
                            + point.carriedOut());
        } else if (point.at() instanceof FarEnd.Queue queue) {
            site.stack().broker().hold(id, queue.call(), when, id);
        } else {
            site.webhook().behave(id, (exchange, before) -> "");
        }
    }

    private void refuseOnce() {
        if (point.story().queued()) {
            target().rule("\"device\":\"" + id + "\",\"operation\":\"createDevice\",\"status\":503,\"times\":1");
        }
    }

    /** The device's register, which gets no answer where its process dies. */
    Interrupted register(int functionsHost) {
        return Interrupted.of(() -> site.at(functionsHost).register(id, key));
    }

    /** Lets later calls pass. Rules elsewhere are ended all at once. */
    void release() {
        if (point.at() instanceof FarEnd.Webhook) {
            choose(target());
        }
    }

    Hub target() {
        return point.story().moves() ? site.second() : site.first();
    }

    @Override
    public String toString() {
        return point + (silent ? " [silent] " : " ") + id;
    }
}
