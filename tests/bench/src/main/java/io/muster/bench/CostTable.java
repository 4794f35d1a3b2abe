package io.muster.bench;

import io.muster.bench.cost.Bill;
import io.muster.bench.cost.Bill.Bus;
import io.muster.bench.cost.Bill.Traffic;
import io.muster.bench.cost.Price;
import io.muster.bench.cost.Prices;
import io.muster.bench.cost.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** One table: what each way to register used, and what a million of them would cost. */
final class CostTable {
    private static final double SMALL_GB = 0.5;
    private static final double LARGE_GB = 2;

    private final Prices prices;
    private final List<String> lines = new ArrayList<>();

    private CostTable(Prices prices) {
        this.prices = prices;
    }

    static List<String> of(List<CostCount> counts, Prices prices) {
        CostTable table = new CostTable(prices);
        table.head();
        counts.forEach(table::row);
        table.notes(counts);
        return table.lines;
    }

    private void head() {
        line("Computed from counts on the wire and list prices; nobody was billed. Free grants are left out.");
        line("%-10s | %-62s | %s", "", "a registration", "US dollars a million");
        line(
                "%-10s | %5s %5s %5s %5s %5s %5s %5s %8s %8s | %6s %6s %6s %6s | %7s %7s %7s %7s | %7s",
                "", "table", "table", "queue", "hub", "web-", "exec-", "key", "CPU", "ms each", "", "bus", "bus",
                "exec-", "0.5 GB", "2 GB", "0.5 GB", "2 GB", "Azure");
        line(
                "%-10s | %5s %5s %5s %5s %5s %5s %5s %8s %8s | %6s %6s %6s %6s | %7s %7s %7s %7s | %7s",
                "", "reads", "writes", "ops", "calls", "hooks", "utions", "vault", "ms", "exec.", "tables", "Basic",
                "Std", "utions", "busy", "busy", "alone", "alone", "DPS");
    }

    private void row(CostCount count) {
        Usage usage = count.usage();
        Bill bill = new Bill(prices, usage);
        line(
                "%-10s | %5.2f %5.2f %5.2f %5.2f %5.2f %6.2f %5.2f %7.1f %8.1f"
                        + " | %6s %6s %6s %6s | %7s %7s %7s %7s | %7s",
                count.what().text(),
                usage.tableReads(),
                usage.tableWrites(),
                usage.busOperations(),
                count.each(count.counted().hubCalls()),
                count.each(count.webhooks()),
                usage.executions(),
                usage.vaultCalls(),
                1000 * usage.cpuSeconds(),
                1000 * usage.executionSeconds(),
                dollars(bill.tables()),
                dollars(bill.bus(Bus.BASIC)),
                dollars(bill.bus(Bus.STANDARD)),
                dollars(bill.executions()),
                total(bill, SMALL_GB, Traffic.BUSY),
                total(bill, LARGE_GB, Traffic.BUSY),
                total(bill, SMALL_GB, Traffic.ALONE),
                total(bill, LARGE_GB, Traffic.ALONE),
                dollars(bill.dps()));
    }

    private void notes(List<CostCount> counts) {
        line("The four before the last are totals with Key Vault and memory, Service Bus Basic, by instance size.");
        line("busy: one core that always has work (less of a core is active for longer). alone: each execution"
                + " wakes an");
        line("instance for itself, for a second at least, as far as is known. Real traffic lies between the two.");
        line("Left out: hubs (identity operations are not charged), the webhook's own host, logs, storage, standing");
        line("reads of table 'service' and other standing cost. DPS: one register call each, polls are free.");
        for (CostCount count : counts) {
            line("%s (%s, %d devices):", count.what().text(), count.what().meaning(), count.registrations());
            line(
                    "  tables %s, queue %s, hubs %s",
                    count.counted().tables(),
                    count.counted().queue(),
                    count.counted().hubs());
        }
        line("Prices in US dollars:");
        for (Price price : prices.all()) {
            line("  %s", price.text());
        }
    }

    private static String total(Bill bill, double gigabytes, Traffic traffic) {
        return dollars(bill.total(gigabytes, traffic, Bus.BASIC));
    }

    private static String dollars(OptionalDouble dollars) {
        return dollars.isPresent() ? String.format(Locale.ROOT, "%.2f", dollars.getAsDouble()) : "?";
    }

    private void line(String format, Object... values) {
        lines.add(String.format(Locale.ROOT, format, values));
    }
}
