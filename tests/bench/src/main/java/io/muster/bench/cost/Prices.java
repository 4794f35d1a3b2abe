package io.muster.bench.cost;

import java.time.LocalDate;
import java.util.List;

/**
 * The inputs: what each meter costs.
 *
 * @param busBasic an operation of Service Bus: a send, a delivery, a settlement, a cancellation
 * @param gigabyteSeconds memory of an instance times the time it is active
 * @param dps an operation of Azure's own service: a register call or a call of the service API; polls are free
 */
public record Prices(
        Price table,
        Price busBasic,
        Price busStandard,
        Price executions,
        Price gigabyteSeconds,
        Price vault,
        Price dps) {
    private static final LocalDate NOTED = LocalDate.of(2026, 11, 22);
    private static final String UNCONFIRMED = "from memory, not confirmed";

    /** List prices of one US region, without free grants; no identity operation of IoT Hub is charged. */
    public static Prices noted() {
        String functions = "a community comparison that quotes the Functions price page";
        return new Prices(
                Price.of("Table transactions", 0.00036, 10_000, NOTED, "public notes that quote the Table price page"),
                Price.of("Service Bus Basic operations", 0.05, 1_000_000, NOTED, UNCONFIRMED),
                Price.of(
                        "Service Bus Standard operations, after the 13 M that about $10 a month include",
                        0.80,
                        1_000_000,
                        NOTED,
                        UNCONFIRMED),
                Price.of("Functions Flex on demand, executions", 0.40, 1_000_000, NOTED, functions),
                Price.of("Functions Flex on demand, GB-s", 0.000026, 1, NOTED, functions),
                Price.of("Key Vault operations", 0.03, 10_000, NOTED, UNCONFIRMED),
                Price.of("Azure DPS operations", 0.123, 1_000, NOTED, "c3x.dev, a third party's price model"));
    }

    public List<Price> all() {
        return List.of(table, busBasic, busStandard, executions, gigabyteSeconds, vault, dps);
    }
}
