package io.muster.local.hub.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.local.hub.registry.Json;
import io.muster.local.hub.registry.Operation;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/** What the hub takes before it says 429: nothing is limited until it is told so. It belongs to the hub's event loop. */
public final class Throttle {

    private static final Set<String> BY_NUMBER = Set.of("identityWritesPerMinute", "bulkCounts");
    private static final Set<String> BY_TIER = Set.of("tier", "units", "bulkCounts", "scale");
    private static final int MOST_UNITS = 200;
    private static final int LARGEST_SCALE = 1000;

    private final WriteBudget identities;
    private final WriteBudget twinReads;
    private final WriteBudget twinWrites;
    private boolean readsCount;
    private boolean devicesCount;

    public Throttle(Clock clock) {
        identities = new WriteBudget(clock, Duration.ofMinutes(1));
        twinReads = new WriteBudget(clock, Duration.ofSeconds(1));
        twinWrites = new WriteBudget(clock, Duration.ofSeconds(1));
    }

    /**
     * Takes {@code {identityWritesPerMinute, bulkCounts?}}, 0 for no limit at all, or {@code {tier, units?, bulkCounts?,
     * scale?}}: S1, S2 or S3, times {@code scale} so that a run of hours ends in minutes. {@code bulkCounts} is
     * {@code calls} or {@code devices}: how the real hub counts a bulk call was not found.
     *
     * @throws IllegalArgumentException when it is malformed; nothing is changed then
     */
    public void set(ObjectNode json) {
        Members members = new Members(json, "A throttle");
        boolean devices = members.choice("bulkCounts", "calls", Set.of("calls", "devices"))
                .equals("devices");
        if (json.has("tier")) {
            members.allow(BY_TIER);
            Tier tier = Tier.named(members.text("tier"))
                    .orElseThrow(() -> new IllegalArgumentException("tier must be S1, S2 or S3"));
            int units = members.number("units", 1, MOST_UNITS, 1);
            int scale = members.number("scale", 1, LARGEST_SCALE, 1);
            limit(
                    tier.identityPerMinute(units) * scale,
                    tier.twinReadsPerSecond(units) * scale,
                    tier.twinWritesPerSecond(units) * scale);
            readsCount = true;
        } else {
            members.allow(BY_NUMBER);
            limit(members.required("identityWritesPerMinute", 0, 1_000_000), 0, 0);
            readsCount = false;
        }
        devicesCount = devices;
    }

    private void limit(int identity, int reads, int writes) {
        identities.limitTo(identity);
        twinReads.limitTo(reads);
        twinWrites.limitTo(writes);
    }

    /** Counts an operation in. Returns 0, or the seconds to wait when the hub is to refuse it. */
    public long spend(Operation operation, JsonNode body) {
        return switch (operation.meter()) {
            case IDENTITY_WRITE -> identities.spend(price(operation, body));
            case IDENTITY_READ -> readsCount ? identities.spend() : 0;
            case TWIN_READ -> twinReads.spend();
            case TWIN_WRITE -> twinWrites.spend();
            case NONE -> 0;
        };
    }

    private int price(Operation operation, JsonNode body) {
        return devicesCount && operation == Operation.BULK_DEVICES ? Math.max(1, body.size()) : 1;
    }

    /** The limits in force, 0 for none. */
    public ObjectNode write() {
        return Json.object()
                .put("identityPerMinute", identities.limit())
                .put("identityReadsCount", readsCount)
                .put("twinReadsPerSecond", twinReads.limit())
                .put("twinWritesPerSecond", twinWrites.limit())
                .put("bulkCounts", devicesCount ? "devices" : "calls");
    }
}
