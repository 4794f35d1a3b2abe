package io.muster.core.telemetry;

import io.muster.core.identity.HubHost;
import java.util.Optional;

/** Port: what operators watch. Counts in memory; never fails and never waits. */
public interface Metrics {
    /** For a process that nobody watches. */
    Metrics NONE = new Metrics() {
        @Override
        public void attestation(boolean success, String protocol) {}

        @Override
        public void registration(Optional<HubHost> hub, boolean success) {}

        @Override
        public void assignment(HubHost hub) {}

        @Override
        public void failure(int code) {}

        @Override
        public void throttled(HubHost hub) {}

        @Override
        public void webhookSpared(String webhook) {}

        @Override
        public void backup() {}
    };

    /**
     * A device has proved itself on a register, or has failed to (8.6).
     *
     * @param protocol {@code Http}, {@code Mqtt} or {@code Amqp}
     */
    void attestation(boolean success, String protocol);

    /** A registration has come to its end; without a hub when none was chosen. */
    void registration(Optional<HubHost> hub, boolean success);

    /** A device has come to a hub where it was not before. */
    void assignment(HubHost hub);

    /** A registration has failed with this code of six digits. */
    void failure(int code);

    /** A hub has refused a write as one too many. */
    void throttled(HubHost hub);

    /**
     * A webhook was not asked, since it has not answered for some time.
     *
     * @param webhook its host and path
     */
    void webhookSpared(String webhook);

    /** A backup is whole and where it belongs. */
    void backup();
}
