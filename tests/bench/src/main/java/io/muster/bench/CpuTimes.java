package io.muster.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** CPU seconds by process since each began, from Linux's proc file system; empty elsewhere. */
record CpuTimes(Map<String, Double> seconds) {
    /** What Linux tells user space, whatever it counts in itself. */
    private static final double TICKS_PER_SECOND = 100;

    static CpuTimes now(LocalStack stack) throws IOException {
        Map<String, Double> seconds = new LinkedHashMap<>();
        JsonNode facts = stack.facts();
        for (Map.Entry<String, JsonNode> process : facts.path("processes").properties()) {
            read(process.getKey(), process.getValue().asLong(), seconds);
        }
        read("launcher", facts.path("pid").asLong(), seconds);
        read("benchmark's callers", ProcessHandle.current().pid(), seconds);
        return new CpuTimes(seconds);
    }

    CpuTimes since(CpuTimes earlier) {
        Map<String, Double> spent = new LinkedHashMap<>();
        seconds.forEach((name, now) -> spent.put(name, now - earlier.seconds.getOrDefault(name, 0.0)));
        return new CpuTimes(spent);
    }

    CpuTimes plus(CpuTimes other) {
        Map<String, Double> sum = new LinkedHashMap<>(seconds);
        other.seconds.forEach((name, more) -> sum.merge(name, more, Double::sum));
        return new CpuTimes(sum);
    }

    /** Of the functions hosts together. */
    double functions() {
        return seconds.entrySet().stream()
                .filter(process -> process.getKey().startsWith("functions-"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    double total() {
        return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private static void read(String name, long pid, Map<String, Double> seconds) throws IOException {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // The second field is a name in parentheses and may hold spaces; user and system time are the 14th and
            // 15th.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            seconds.put(name, (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND);
        } catch (NoSuchFileException e) {
            // No such file system here, or the process has just ended: then there is nothing to say about it.
            seconds.remove(name);
        }
    }
}
