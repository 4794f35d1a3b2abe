package io.muster.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Service and floor in turn, so that what else the machine does hits both; each figure is the median of the rounds. */
final class Comparison {
    private final Map<Cell, List<Sample>> samples = new HashMap<>();
    private final Map<Cell, CpuTimes> cpu = new HashMap<>();

    /** One combination that is measured in every round. */
    record Cell(Side side, Kind kind, int callers) {}

    static Comparison run(LocalStack stack, Workloads workloads, Plan plan) throws Exception {
        Comparison comparison = new Comparison();
        for (Kind kind : Kind.values()) {
            for (Side side : Side.values()) {
                Load.run(8, plan.length(), workloads.source(side, kind, plan.length()));
            }
        }
        for (int round = 1; round <= plan.rounds(); round++) {
            System.out.println("Round " + round + " of " + plan.rounds() + " …");
            for (Kind kind : Kind.values()) {
                for (int callers : Plan.CALLERS) {
                    for (Side side : Side.values()) {
                        comparison.measure(new Cell(side, kind, callers), stack, workloads, plan.length());
                    }
                }
            }
        }
        return comparison;
    }

    private void measure(Cell cell, LocalStack stack, Workloads workloads, Duration length) throws Exception {
        Load.Source source = workloads.source(cell.side(), cell.kind(), length);
        CpuTimes before = CpuTimes.now(stack);
        Sample sample = Load.run(cell.callers(), length, source);
        cpu.merge(cell, CpuTimes.now(stack).since(before), CpuTimes::plus);
        samples.computeIfAbsent(cell, key -> new ArrayList<>()).add(sample);
    }

    Sample of(Side side, Kind kind, int callers) {
        return Sample.median(samples.getOrDefault(new Cell(side, kind, callers), List.of()));
    }

    /** Over all rounds together. */
    CpuTimes cpu(Side side, Kind kind, int callers) {
        return cpu.getOrDefault(new Cell(side, kind, callers), new CpuTimes(Map.of()));
    }

    /** Ours over the floor's, in registrations a second. */
    double rateRatio(Kind kind, int callers) {
        return of(Side.SERVICE, kind, callers).rate()
                / of(Side.FLOOR, kind, callers).rate();
    }

    double p50Ratio(Kind kind, int callers) {
        return of(Side.SERVICE, kind, callers).p50()
                / of(Side.FLOOR, kind, callers).p50();
    }
}
