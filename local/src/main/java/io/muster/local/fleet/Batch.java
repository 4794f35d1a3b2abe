package io.muster.local.fleet;

import java.util.List;

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
}
