package io.muster.local.servicebus;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What a broker serves: ports (0 takes a free one), queues by name, the one SAS rule, and where contents are kept. */
public record BrokerSettings(
        int port, int adminPort, Map<String, QueueSettings> queues, SasRule rule, Optional<Path> data) {
    public BrokerSettings {
        queues = Map.copyOf(queues);
    }
}
