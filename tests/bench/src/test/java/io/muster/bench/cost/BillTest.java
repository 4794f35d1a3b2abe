package io.muster.bench.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.bench.cost.Bill.Bus;
import io.muster.bench.cost.Bill.Traffic;
import java.time.LocalDate;
import java.util.OptionalDouble;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("issue 5.9: US dollars per million registrations from counts and prices")
class BillTest {
    private static final double CENT = 0.01;

    /** 6 reads and 4 writes, a message sent, delivered and settled, 3 executions, 20 ms of CPU, 200 ms each. */
    private static final Usage QUEUED = new Usage(6, 4, 3, 3, 0, 0.020, 0.2);

    private final Prices prices = Prices.noted();

    private static void assertDollars(double expected, OptionalDouble dollars) {
        assertEquals(expected, dollars.orElseThrow(), CENT);
    }

    @Test
    void eachMeterIsItsCountTimesItsPrice() {
        Bill bill = new Bill(prices, QUEUED);
        assertDollars(0.36, bill.tables());
        assertDollars(0.15, bill.bus(Bus.BASIC));
        assertDollars(2.40, bill.bus(Bus.STANDARD));
        assertDollars(1.20, bill.executions());
        assertDollars(0, bill.vault());
        assertDollars(123, bill.dps());
    }

    @Test
    void busyInstancesAreBilledForTheirCpuTime() {
        Bill bill = new Bill(prices, QUEUED);
        assertDollars(0.26, bill.memory(0.5, Traffic.BUSY));
        assertDollars(1.04, bill.memory(2, Traffic.BUSY));
        assertDollars(0.36 + 0.15 + 1.20 + 0.26, bill.total(0.5, Traffic.BUSY, Bus.BASIC));
        assertDollars(0.36 + 2.40 + 1.20 + 1.04, bill.total(2, Traffic.BUSY, Bus.STANDARD));
    }

    @Test
    void lonelyExecutionsAreBilledForASecondAtLeast() {
        Usage slow = new Usage(6, 4, 3, 3, 0, 0.020, 2.5);
        assertDollars(39, new Bill(prices, QUEUED).memory(0.5, Traffic.ALONE));
        assertDollars(156, new Bill(prices, QUEUED).memory(2, Traffic.ALONE));
        assertDollars(97.5, new Bill(prices, slow).memory(0.5, Traffic.ALONE));
    }

    @Test
    void anUnknownPriceLeavesTheTotalUnknownUnlessNothingOfItWasUsed() {
        Prices noVault = new Prices(
                prices.table(),
                prices.busBasic(),
                prices.busStandard(),
                prices.executions(),
                prices.gigabyteSeconds(),
                Price.unknown("Key Vault operations"),
                prices.dps());
        Usage withVault = new Usage(6, 4, 3, 3, 1, 0.020, 0.2);
        assertTrue(new Bill(noVault, QUEUED).total(2, Traffic.BUSY, Bus.BASIC).isPresent());
        assertFalse(new Bill(noVault, withVault).vault().isPresent());
        assertFalse(
                new Bill(noVault, withVault).total(2, Traffic.BUSY, Bus.BASIC).isPresent());
        assertDollars(3, new Bill(prices, withVault).vault());
        assertEquals("Key Vault operations: price not known", noVault.vault().text());
    }

    @Test
    void aPriceSaysItsDayAndItsSource() {
        assertEquals(
                "Calls: 0.00036 / 10,000 (2026-11-22, a page)",
                Price.of("Calls", 0.00036, 10_000, LocalDate.of(2026, 11, 22), "a page")
                        .text());
        assertThrows(
                IllegalArgumentException.class, () -> Price.of("Calls", 1, 0, LocalDate.of(2026, 11, 22), "a page"));
    }
}
