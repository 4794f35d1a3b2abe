package io.muster.local.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Lines that go in one call.
 *
 * @param numbers of the lines in the file, in the order of the body
 * @param refused lines that cannot be sent at all
 * @param until up to which line of the file this and every batch before it have all lines of their kind
 */
record Batch(List<Long> numbers, String body, List<LineResult> refused, long until) {
    Batch {
        numbers = List.copyOf(numbers);
        refused = List.copyOf(refused);
    }

    /** Some of its lines, to be sent once more. */
    Batch only(Set<Long> wanted) {
        List<Long> left = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        String[] lines = body.split("\n", -1);
        for (int i = 0; i < numbers.size(); i++) {
            if (wanted.contains(numbers.get(i))) {
                left.add(numbers.get(i));
                text.append(lines[i]).append('\n');
            }
        }
        return new Batch(left, text.toString(), List.of(), until);
    }
}
