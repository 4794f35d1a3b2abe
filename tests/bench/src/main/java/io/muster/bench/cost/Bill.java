package io.muster.bench.cost;

import java.util.OptionalDouble;
import java.util.stream.Stream;

/** US dollars per million registrations, computed; each part empty when its price is not known. */
public record Bill(Prices prices, Usage usage) {
    private static final double MILLION = 1e6;

    /** Which namespace of Service Bus. */
    public enum Bus {
        BASIC,
        STANDARD
    }

    /** How closely executions follow each other: instances that always have work, or each execution all alone. */
    public enum Traffic {
        BUSY,
        ALONE
    }

    public OptionalDouble tables() {
        return prices.table().of(MILLION * usage.tableTransactions());
    }

    public OptionalDouble bus(Bus bus) {
        Price price = bus == Bus.BASIC ? prices.busBasic() : prices.busStandard();
        return price.of(MILLION * usage.busOperations());
    }

    public OptionalDouble executions() {
        return prices.executions().of(MILLION * usage.executions());
    }

    public OptionalDouble vault() {
        return prices.vault().of(MILLION * usage.vaultCalls());
    }

    public OptionalDouble memory(double gigabytes, Traffic traffic) {
        double each =
                traffic == Traffic.BUSY ? usage.busyGigabyteSeconds(gigabytes) : usage.aloneGigabyteSeconds(gigabytes);
        return prices.gigabyteSeconds().of(MILLION * each);
    }

    /** All of it; empty when a price is missing of what was used. */
    public OptionalDouble total(double gigabytes, Traffic traffic, Bus bus) {
        return Stream.of(tables(), bus(bus), executions(), vault(), memory(gigabytes, traffic))
                .reduce(OptionalDouble.of(0), Bill::plus);
    }

    /** The same at Azure's own service: each register call is an operation, polls are free. */
    public OptionalDouble dps() {
        return prices.dps().of(MILLION);
    }

    private static OptionalDouble plus(OptionalDouble one, OptionalDouble other) {
        return one.isPresent() && other.isPresent()
                ? OptionalDouble.of(one.getAsDouble() + other.getAsDouble())
                : OptionalDouble.empty();
    }
}
