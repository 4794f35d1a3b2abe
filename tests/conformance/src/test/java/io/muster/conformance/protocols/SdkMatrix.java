package io.muster.conformance.protocols;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which cases passed for which SDK and protocol in this run; printed as one table when the run ends. */
public final class SdkMatrix implements AutoCloseable {
    private static final String HEAD = "%-7s %-8s";

    private final Map<Row, Set<Case>> passed = new ConcurrentSkipListMap<>();

    private record Row(DeviceSdk sdk, Transport transport) implements Comparable<Row> {
        private static final Comparator<Row> ORDER =
                Comparator.comparing(Row::sdk).thenComparing(Row::transport);

        @Override
        public int compareTo(Row other) {
            return ORDER.compare(this, other);
        }
    }

    public void passed(DeviceSdk sdk, Transport transport, Case... cases) {
        passed.computeIfAbsent(new Row(sdk, transport), unused -> EnumSet.noneOf(Case.class))
                .addAll(Arrays.asList(cases));
    }

    @Override
    public void close() {
        if (!passed.isEmpty()) {
            System.out.print(this);
        }
    }

    /** A line for each SDK and protocol, {@code ok} below each case that passed and {@code -} below any other. */
    @Override
    public String toString() {
        StringBuilder table = new StringBuilder(String.format(HEAD, "SDK", "protocol"));
        table.append(line(Case::title));
        passed.forEach((row, cases) -> table.append(String.format(HEAD, row.sdk(), row.transport()))
                .append(line(each -> cases.contains(each) ? "ok" : "-")));
        return table.toString();
    }

    private static String line(Function<Case, String> cell) {
        return Arrays.stream(Case.values())
                .map(each -> String.format("  %-" + each.title().length() + "s", cell.apply(each)))
                .collect(Collectors.joining("", "", "\n"));
    }
}
